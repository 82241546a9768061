Feature: Uplinks of many devices and connections

  @MULTI-01
  Rule: Uplinks of many devices travel over one connection

    Scenario: Twenty devices that send at the same time
      Given a Cumulocity connection
      And 20 devices with the connection
      When each device sends 3 uplinks at the same time
      Then each uplink of each device is in Cumulocity once

    Scenario: Each device gets its own values
      Given a Cumulocity connection
      And the devices "cellar" and "attic" with the connection
      When the device "cellar" sends 3 uplinks
      Then Cumulocity holds the data of 3 uplinks of the device "cellar"
      And Cumulocity still knows nothing of the device "attic" after 1 hour

    Scenario: A device that can't be served holds up no other
      Given a Cumulocity connection that creates no devices
      And the devices "cellar" and "attic" with the connection
      And the device "attic" exists in Cumulocity
      When each device sends 5 uplinks
      Then Cumulocity holds the data of 5 uplinks of the device "attic"
      And Cumulocity still knows nothing of the device "cellar" after 1 hour

  @MULTI-02
  Rule: Each connection gets what is routed to it, and nothing else

    Scenario: Two connections, each with a device of its own
      Given a Cumulocity connection "North" to the tenant "t100"
      And a Cumulocity connection "South" to the tenant "t200"
      And a device "cellar" with the connection "North"
      And a device "attic" with the connection "South"
      When each device sends 5 uplinks
      Then the tenant "t100" lists the device "cellar" only
      And the tenant "t200" lists the device "attic" only
      And the tenant "t100" holds the data of 5 uplinks of the device "cellar"
      And the tenant "t200" holds the data of 5 uplinks of the device "attic"

    Scenario: A device with both
      Given a Cumulocity connection "North" to the tenant "t100"
      And a Cumulocity connection "South" to the tenant "t200"
      And a device with the connections "North" and "South"
      When the device sends 5 uplinks
      Then the tenant "t100" holds the data of 5 uplinks of the device
      And the tenant "t200" holds the data of 5 uplinks of the device

    Scenario: One of them is deleted
      Given a Cumulocity connection "North" to the tenant "t100"
      And a Cumulocity connection "South" to the tenant "t200"
      And a device with the connections "North" and "South"
      And the device sends 2 uplinks
      And the tenant "t100" holds the data of 2 uplinks of the device
      And the connection "North" is deleted
      When the device sends 3 uplinks
      Then the tenant "t200" holds the data of 5 uplinks of the device
      And the tenant "t100" holds the data of 2 uplinks of the device

  @MULTI-03
  Rule: An outage of one connection holds up no other

    Background:
      Given a Cumulocity connection "North" to the tenant "t100"
      And a Cumulocity connection "South" to the tenant "t200"
      And a device with the connections "North" and "South"

    Scenario Outline: The other side of one <fails>
      Given the tenant "t100" <fails>
      When the device sends 10 uplinks
      Then the tenant "t200" holds the data of 10 uplinks of the device
      And the connection "South" counts 0 messages as lost

      Examples:
        | fails                             |
        | is unreachable                    |
        | does not answer                   |
        | refuses all data with status 503  |

    Scenario: What it missed arrives later, in order
      Given the tenant "t100" is unreachable
      And the device sends 10 uplinks
      And 1 hour passes
      When the tenant "t100" is back
      Then the tenant "t100" holds the data of 10 uplinks of the device within 2 hours
      And the tenant "t200" holds the data of 10 uplinks of the device

  @MULTI-04
  Rule: A later change of flows or assignments moves nothing that was taken

    Background:
      Given a Cumulocity connection "North" to the tenant "t100"
      And a Cumulocity connection "South" to the tenant "t200"

    Scenario: The flow is deleted
      Given a flow "Meters" for the tag "meter" to the connection "North"
      And a device with the tag "meter"
      And the connection "North" is stopped
      And the device sends 3 uplinks
      And the flow "Meters" is deleted
      When the connection "North" is started
      Then the tenant "t100" holds the data of 3 uplinks of the device

    Scenario: The flow turns to another connection
      Given a flow "Meters" for the tag "meter" to the connection "North"
      And a device with the tag "meter"
      And the connection "North" is stopped
      And the device sends 3 uplinks
      And the flow "Meters" is replaced by one for the tag "meter" to the connection "South"
      And the device sends 2 uplinks
      When the connection "North" is started
      Then the tenant "t100" holds the data of 3 uplinks of the device
      And the tenant "t200" holds the data of 2 uplinks of the device

    Scenario: A flow that comes later gets nothing of what was taken
      Given a device with the tag "meter" and the connection
      And the connection "South" is stopped
      And the device sends 3 uplinks
      And a flow "Meters" for the tag "meter" to the connection "North"
      When the connection "South" is started
      Then the tenant "t200" holds the data of 3 uplinks of the device
      And the tenant "t100" knows nothing of the device

    Scenario: The connection is taken from the device
      Given a device with the connection
      And the connection "South" is stopped
      And the device sends 3 uplinks
      And the connection "South" is taken from the device
      When the connection "South" is started
      Then the tenant "t200" holds the data of 3 uplinks of the device
