Feature: As fast as Cumulocity wants it

  @DELIVERY-07
  Rule: A connection that is asked to slow down rests, and stays open

    Scenario: It rests as long as it is asked
      Given a Cumulocity connection
      And a device with the connection
      And the device is registered
      And Cumulocity refuses the next data for 2 minutes with status 429
      When the device sends an uplink
      Then Cumulocity is asked nothing for 2 minutes
      And each uplink of the device is in Cumulocity once
      And the connection is never CLOSED during 1 hour

    Scenario: It stays open however often it is asked
      Given a Cumulocity connection
      And a device with the connection
      And the device is registered
      And Cumulocity refuses the next 30 data with status 429
      When the device sends an uplink
      Then the connection is never CLOSED during 1 hour
      And each uplink of the device is in Cumulocity once

    Scenario: Other connections go on
      Given a Cumulocity connection "North" to the tenant "t100"
      And a Cumulocity connection "South" to the tenant "t200"
      And a device with the connections "North" and "South"
      And the tenant "t100" refuses all data with status 429
      When the device sends 20 uplinks
      Then the tenant "t200" holds the data of 20 uplinks of the device
      And the connection "North" is OPENED

  @DELIVERY-08
  Rule: Uplinks that are sent together suffer nothing from one of them

    Scenario Outline: One device of three was deleted, and Cumulocity <keeps>
      Given Cumulocity <keeps>
      And a Cumulocity connection
      And the devices "cellar", "kitchen" and "attic" with the connection
      And each device sent an uplink
      And the connection is stopped
      And the device "kitchen" was deleted in Cumulocity
      And each device sends 5 uplinks
      When the connection is started
      And 1 hour passes
      Then Cumulocity holds the data of 6 uplinks of the device "cellar"
      And Cumulocity holds the data of 5 uplinks of the device "kitchen"
      And Cumulocity holds the data of 6 uplinks of the device "attic"
      And the connection counts 0 messages as lost

      Examples:
        | keeps                                             |
        | keeps nothing of a bulk request with a wrong one  |
        | keeps the right ones of a bulk request            |
        | keeps the right ones of a bulk request it refuses |

    Scenario Outline: One device may not be registered again, and Cumulocity <keeps>
      Given Cumulocity <keeps>
      And a Cumulocity connection that creates no devices
      And the devices "cellar", "kitchen" and "attic" with the connection
      And each device exists in Cumulocity
      And each device sent an uplink
      And the connection is stopped
      And the device "kitchen" was deleted in Cumulocity
      And each device sends 5 uplinks
      When the connection is started
      And 1 hour passes
      Then Cumulocity holds the data of 6 uplinks of the device "cellar"
      And Cumulocity holds the data of 6 uplinks of the device "attic"
      And the connection counts 5 messages as lost

      Examples:
        | keeps                                             |
        | keeps nothing of a bulk request with a wrong one  |
        | keeps the right ones of a bulk request            |
        | keeps the right ones of a bulk request it refuses |

  @DELIVERY-09
  Rule: What has waited travels together

    Scenario: A hundred uplinks of ten devices
      Given a Cumulocity connection
      And 10 devices with the connection
      And each device sent an uplink
      And the connection is stopped
      And each device sends 10 uplinks
      When the connection is started
      Then each uplink of each device is in Cumulocity once
      And the data went to Cumulocity in at most 10 requests more than before

    Scenario: A connection without uplinks
      Given a Cumulocity connection
      And a device with the connection
      And the device sent an uplink
      Then Cumulocity is neither sent data nor asked for any during 1 day

  @DELIVERY-10
  Rule: Devices are served side by side

    Scenario: Ten devices, and a Cumulocity that takes its time
      Given a Cumulocity connection
      And 10 devices with the connection
      And each device sent an uplink
      And Cumulocity takes 5 seconds to store anything
      When each device sends an uplink, located by the network at 48.1 north and 11.5 east
      Then each device has its location event within 40 seconds
