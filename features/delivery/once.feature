Feature: Once by effect

  @DELIVERY-02
  Rule: A frame whose acknowledgement was lost is stored once

    Scenario: It comes again at once
      Given a Cumulocity connection
      And a device with the connection
      And the device sent an uplink
      When the network delivers the last uplink of the device once more
      And 1 hour passes
      Then Cumulocity holds the data of 1 uplink of the device

    Scenario Outline: It comes again after the bridge was <ended>
      Given a Cumulocity connection
      And a device with the connection
      And the device sent an uplink
      And the bridge is <ended> and started again
      When the network delivers the last uplink of the device once more
      And 1 hour passes
      Then Cumulocity holds the data of 1 uplink of the device

      Examples:
        | ended   |
        | stopped |
        | killed  |

    Scenario: It comes again while the first one still waits
      Given a Cumulocity connection
      And a device with the connection
      And the device is registered
      And Cumulocity is unreachable
      And the device sends an uplink
      And the bridge is killed and started again
      And the network delivers the last uplink of the device once more
      When Cumulocity is back
      Then each uplink of the device is in Cumulocity once within 2 hours

    Scenario: Another frame after it is stored as well
      Given a Cumulocity connection
      And a device with the connection
      And the device sent an uplink
      And the network delivers the last uplink of the device once more
      When the device sends an uplink
      Then each uplink of the device is in Cumulocity once

  @DELIVERY-03
  Rule: Only what is missing is written again

    Background:
      Given a Cumulocity connection
      And a device with the connection
      And the device is registered

    Scenario Outline: The <write> fails at first
      Given Cumulocity refuses the next <write> with status 503
      When the device sends an uplink, located by the network at 48.1 north and 11.5 east
      Then each uplink of the device is in Cumulocity once
      And a single location event tells of 48.1 north and 11.5 east
      And the device is at 48.1 north and 11.5 east in Cumulocity

      Examples:
        | write          |
        | data           |
        | location event |
        | position       |

    Scenario: The location event is stored without an answer
      Given Cumulocity stores the next location event and answers with status 500
      When the device sends an uplink, located by the network at 48.1 north and 11.5 east
      Then each uplink of the device is in Cumulocity once
      And a single location event tells of 48.1 north and 11.5 east

    Scenario: The bridge is killed between the writes
      Given Cumulocity stores the next location event and never answers
      And the device sends an uplink, located by the network at 48.1 north and 11.5 east
      When the bridge is killed and started again
      Then each uplink of the device is in Cumulocity once
      And a single location event tells of 48.1 north and 11.5 east
      And the device is at 48.1 north and 11.5 east in Cumulocity

  @DELIVERY-11
  Rule: What may have arrived is looked for before it is told as expired

    Background:
      Given a Cumulocity connection with an uplink time validity of 5 minutes
      And a device with the connection
      And the device is registered

    Scenario: It has arrived
      Given Cumulocity stores the next data and never answers
      And the device sends an uplink
      When the bridge is killed, and started again 10 minutes later
      Then each uplink of the device is in Cumulocity once
      And there is no event "message expired"
      And the connection counts 0 messages as lost

    Scenario: It has not arrived
      Given Cumulocity does not answer
      And the device sends an uplink
      And Cumulocity is back
      When the bridge is killed, and started again 10 minutes later
      Then an event "message expired" names the device and its uplink
      And the connection counts 1 message as lost
