Feature: A device is given the connection

  @VERIFY-02
  Rule: The list of devices holds the devices that have been heard

    Scenario: A device is listed after its first uplink
      Given a device "kitchen" without a connection
      When the device "kitchen" sends an uplink
      Then the list of devices holds the device "kitchen"

    Scenario: A device that was never heard is not listed
      Given a device "kitchen" without a connection
      When the device "kitchen" has not sent anything
      Then the list of devices does not hold the device "kitchen"

  @VERIFY-03
  Rule: A connection can be added to a device

    Scenario: From then on the device's uplinks take the connection
      Given a Cumulocity connection
      And a device without a connection
      When the connection is added to the device
      And the device reports a temperature of 21.5 °C
      Then Cumulocity shows a temperature of 21.5 °C for the device

    Scenario: The device tells which connections it has
      Given a Cumulocity connection "North"
      And a device without a connection
      When the connection "North" is added to the device
      Then the device's connections are "North"

    Scenario: A connection that does not exist can't be added
      Given a device without a connection
      When a connection that does not exist is added to the device
      Then the request is refused
      And the device has no connections

    Scenario: Adding a connection to one device adds it to no other
      Given a Cumulocity connection
      And the devices "cellar" and "kitchen" without a connection
      When the connection is added to the device "cellar"
      And the device "kitchen" sends an uplink
      Then Cumulocity still knows nothing of the device "kitchen" after 1 hour

  @VERIFY-08
  Rule: A connection can be taken from a device again

    Scenario: From then on the device's uplinks no longer take it
      Given a Cumulocity connection
      And a device with the connection
      And the connection is taken from the device
      When the device sends an uplink
      Then Cumulocity still knows nothing of the device after 1 hour
