Feature: Where the device is

  Background:
    Given a Cumulocity connection
    And a device with the connection

  @MAP-08
  Rule: A position moves the device and is told as an event

    Scenario: The device's own position
      When the device reports a position of 43.6160 north and 7.0661 east
      Then the device is at 43.6160 north and 7.0661 east in Cumulocity
      And a location event tells of 43.6160 north and 7.0661 east

    Scenario: The device moves on
      Given the device reported a position of 43.6160 north and 7.0661 east
      When the device reports a position of 48.8584 north and 2.2945 east
      Then the device is at 48.8584 north and 2.2945 east in Cumulocity
      And a location event tells of 48.8584 north and 2.2945 east

  @MAP-09
  Rule: Latitude and longitude are not swapped

    Scenario Outline: <place>
      When the device reports a position of <position>
      Then the device is at <position> in Cumulocity

      Examples:
        | place     | position                          |
        | Singapore | 1.3521 north and 103.8198 east    |
        | Quito     | 0.1807 south and 78.4678 west     |
        | Tromsø    | 69.6492 north and 18.9553 east    |

  @MAP-10
  Rule: Without a fix the device stays where it was

    Scenario: Zero degrees are no fix
      Given the device reported a position of 43.6160 north and 7.0661 east
      When the device reports a position of 0 north and 0 east
      And 1 hour passes
      Then the device is at 43.6160 north and 7.0661 east in Cumulocity

    Scenario Outline: A position that is <kind> is no fix
      When the device reports a position that is <kind>
      Then Cumulocity lists the device
      And the device has no position in Cumulocity after 1 hour

      Examples:
        | kind        |
        | null        |
        | empty       |
        | cut in half |

    Scenario: Zero degrees are no fix of the network either
      When the device sends an uplink, located by the network at 0 north and 0 east
      Then Cumulocity lists the device
      And the device has no position in Cumulocity after 1 hour

    Scenario: A device that was never located is nowhere
      When the device sends an uplink
      Then Cumulocity lists the device
      And the device has no position in Cumulocity after 1 hour

    Scenario: A place that is not on earth is no fix
      When the device reports a position of 143.6 north and 190.1 east
      Then Cumulocity lists the device
      And the device has no position in Cumulocity after 1 hour

  @MAP-11
  Rule: The event of a position bears the uplink's time

    Scenario: A frame that arrives late
      When a position of 43.6160 north and 7.0661 east of the device arrives 2 hours late
      Then a location event of 2 hours ago tells of 43.6160 north and 7.0661 east

  @MAP-16
  Rule: Where the network located the device, that is its position

    Scenario: The network's position
      When the device sends an uplink, located by the network at 43.6160 north and 7.0661 east
      Then the device is at 43.6160 north and 7.0661 east in Cumulocity

    Scenario: It is written as text
      Given a device with the connection whose uplinks have numbers written as text
      When the device sends an uplink, located by the network at 43.6160 north and 7.0661 east
      Then the device is at 43.6160 north and 7.0661 east in Cumulocity
