Feature: Where measurements are stored, and in which unit

  Background:
    Given a Cumulocity connection
    And a device with the connection

  @MAP-04
  Rule: The platform's sensor library says where, and in which unit

    Scenario: Every kind of measurement
      When the device reports one after the other:
        | a temperature of 21.5 °C     |
        | a humidity of 45.5 %RH       |
        | a battery level of 87 %      |
        | a voltage of 3.6 V           |
        | a current of 0.25 A          |
        | an illuminance of 320 lux    |
        | a power of 1500 W            |
        | a distance of 1250 mm        |
        | a speed of 50 km/h           |
        | an acceleration of 9.81 m/s² |
        | a motion of 1                |
      Then Cumulocity shows for the device:
        | a temperature of 21.5 °C     |
        | a humidity of 45.5 %RH       |
        | a battery level of 87 %      |
        | a voltage of 3.6 V           |
        | a current of 0.25 A          |
        | an illuminance of 320 lux    |
        | a power of 1500 W            |
        | a distance of 1250 mm        |
        | a speed of 50 km/h           |
        | an acceleration of 9.81 m/s² |
        | a motion of 1                |

    Scenario: Below zero
      When the device reports a temperature of -40 °C
      Then Cumulocity shows only a temperature of -40 °C for the device

    Scenario: One uplink with several measurements
      When the device reports at once:
        | a temperature of 21.5 °C |
        | a humidity of 45.5 %RH   |
        | a battery level of 87 %  |
      Then Cumulocity shows for the device:
        | a temperature of 21.5 °C |
        | a humidity of 45.5 %RH   |
        | a battery level of 87 %  |

    Scenario: What is unknown harms nothing that is known
      When the device reports at once:
        | a flavour of 7 °X        |
        | a temperature of 21.5 °C |
      Then Cumulocity shows a temperature of 21.5 °C for the device

  @MAP-05
  Rule: Values in other units are converted

    Scenario: Temperatures in degrees Celsius
      When the device reports one after the other:
        | a temperature of 70.7 °F  |
        | a temperature of 294.65 K |
      Then Cumulocity shows one after the other:
        | a temperature of 21.5 °C |
        | a temperature of 21.5 °C |

    Scenario: Voltages in volts
      When the device reports one after the other:
        | a voltage of 3619 mV    |
        | a voltage of 3600000 µV |
      Then Cumulocity shows one after the other:
        | a voltage of 3.619 V |
        | a voltage of 3.6 V   |

    Scenario: Currents in amperes
      When the device reports a current of 250 mA
      Then Cumulocity shows only a current of 0.25 A for the device

    Scenario: Powers in watts
      When the device reports one after the other:
        | a power of 1.5 kW   |
        | a power of 0.002 MW |
      Then Cumulocity shows one after the other:
        | a power of 1500 W |
        | a power of 2000 W |

    Scenario: Distances in millimetres
      When the device reports one after the other:
        | a distance of 125 cm |
        | a distance of 1.25 m |
        | a distance of 0.5 km |
      Then Cumulocity shows one after the other:
        | a distance of 1250 mm   |
        | a distance of 1250 mm   |
        | a distance of 500000 mm |

    Scenario: Speeds in kilometres an hour
      When the device reports one after the other:
        | a speed of 10 m/s     |
        | a speed of 10000 mm/s |
      Then Cumulocity shows one after the other:
        | a speed of 36 km/h |
        | a speed of 36 km/h |

    Scenario: Accelerations in metres a second squared
      When the device reports one after the other:
        | an acceleration of 1 g    |
        | an acceleration of 500 mg |
      Then Cumulocity shows one after the other:
        | an acceleration of 9.80665 m/s²  |
        | an acceleration of 4.903325 m/s² |

    Scenario: A unit that the measurement can't have is not passed off as another
      When the device reports at once:
        | a temperature of 21.5 V |
        | a humidity of 45.5 %RH  |
      Then Cumulocity shows a humidity of 45.5 %RH for the device
      And Cumulocity shows no temperature for the device after 1 hour

  @MAP-06
  Rule: Pressure and carbon dioxide are kept in one fixed place and unit

    Scenario: Pressures in hectopascal
      When the device reports one after the other:
        | a pressure of 1013.25 hPa  |
        | a pressure of 101325 Pa    |
        | a pressure of 101.325 kPa  |
        | a pressure of 1.01325 bar  |
        | a pressure of 1013.25 mbar |
      Then Cumulocity shows one after the other:
        | a pressure of 1013.25 hPa |
        | a pressure of 1013.25 hPa |
        | a pressure of 1013.25 hPa |
        | a pressure of 1013.25 hPa |
        | a pressure of 1013.25 hPa |

    Scenario: Carbon dioxide in parts per million
      When the device reports one after the other:
        | a carbon dioxide level of 415 ppm    |
        | a carbon dioxide level of 415000 ppb |
      Then Cumulocity shows one after the other:
        | a carbon dioxide level of 415 ppm |
        | a carbon dioxide level of 415 ppm |

  @MAP-07
  Rule: A battery level that can't be is never shown

    Scenario Outline: <level> %
      When the device reports a battery level of <level> %
      Then Cumulocity lists the device
      And Cumulocity shows no battery level below 0 or above 100 % for the device after 1 hour

      Examples:
        | level |
        | 101   |
        | 255   |
        | -1    |

    Scenario Outline: <level> % is possible
      When the device reports a battery level of <level> %
      Then Cumulocity shows a battery level of <level> % for the device

      Examples:
        | level |
        | 0     |
        | 100   |

  @MAP-12
  Rule: Several points of one kind are kept apart

    Scenario: Two temperatures in one uplink
      When the device reports at once:
        | a temperature of 21.5 °C        |
        | a second temperature of 4.25 °C |
      Then Cumulocity shows both values of the temperature, apart from one another

  @MAP-13
  Rule: A history is kept value by value

    Scenario: Three values of the last half hour
      When the device reports a history of its temperature:
        | 30 minutes ago | 20.5 °C |
        | 20 minutes ago | 21 °C   |
        | 10 minutes ago | 21.5 °C |
      Then Cumulocity shows this history of the temperature

  @MAP-14
  Rule: Numbers and truth values that come as text are understood

    Scenario Outline: A temperature written as "<text>"
      When the device reports a temperature written as "<text>"
      Then Cumulocity shows a temperature of <value> °C for the device

      Examples:
        | text  | value |
        | 21.5  | 21.5  |
        | -3    | -3    |

    Scenario Outline: A motion written as "<text>"
      When the device reports a motion written as "<text>"
      Then Cumulocity shows a motion of <value> for the device

      Examples:
        | text  | value |
        | true  | 1     |
        | false | 0     |

    Scenario Outline: What is no number is left out: "<text>"
      When the device reports a temperature written as "<text>" and a humidity of 45.5 %RH
      Then Cumulocity shows a humidity of 45.5 %RH for the device
      And Cumulocity shows no temperature for the device after 1 hour

      Examples:
        | text    |
        | warm    |
        |         |

  @MAP-15
  Rule: Each uplink brings the quality of its signal

    Scenario: Strength, noise ratio and spreading factor
      When the device sends an uplink, heard with -97 dBm and 7.5 dB at spreading factor 9
      Then Cumulocity shows a signal of -97 dBm and 7.5 dB at spreading factor 9 for the device

    Scenario: They are written as text
      Given a device with the connection whose uplinks have numbers written as text
      When the device sends an uplink, heard with -97 dBm and 7.5 dB at spreading factor 9
      Then Cumulocity shows a signal of -97 dBm and 7.5 dB at spreading factor 9 for the device
