Feature: What is kept, and for how long

  @DELIVERY-04
  Rule: What waits longer than the retention falls out and is named

    Background:
      Given the bridge keeps what waits for a connection for 7 days
      And a Cumulocity connection
      And a device with the connection
      And the device sent an uplink

    Scenario Outline: The connection is <state> for longer
      Given the connection is <done>
      And the connection becomes <state>
      And the device sends 3 uplinks
      When 8 days pass
      Then events "message dropped" name the last 3 uplinks of the device and no other
      And the connection counts 3 messages as lost

      Examples:
        | state       | done         |
        | CLOSED      | stopped      |
        | DEACTIVATED | set inactive |

    Scenario: The platform is away for longer
      Given Cumulocity is unreachable
      And the device sends 3 uplinks
      When 8 days pass
      Then events "message dropped" name the last 3 uplinks of the device and no other

    Scenario: What is younger arrives
      Given the connection is stopped
      And the device sends 3 uplinks
      And 6 days pass
      And the device sends 2 uplinks
      And 2 days pass
      When the connection is started
      Then Cumulocity holds the data of 3 uplinks of the device
      And the connection counts 3 messages as lost

    Scenario: Within the retention nothing is lost
      Given the connection is stopped
      And the device sends 3 uplinks
      And 6 days pass
      When the connection is started
      Then each uplink of the device is in Cumulocity once
      And the connection counts 0 messages as lost

  @DELIVERY-05
  Rule: What waits beyond the quota falls out, the oldest first, and is named

    Background:
      Given the bridge keeps 5 uplinks that wait for a connection
      And a Cumulocity connection "North"

    Scenario: The oldest are lost, the youngest arrive
      Given a device with the connection
      And the device sent an uplink
      And the connection is stopped
      And the device sends 8 uplinks
      And 5 minutes pass
      When the connection is started
      Then events "message dropped" name 3 uplinks of the device, from its 2nd on, and no other
      And Cumulocity holds the data of 6 uplinks of the device
      And the connection counts 3 messages as lost

    Scenario: Up to the quota nothing is lost
      Given a device with the connection
      And the connection is stopped
      And the device sends 5 uplinks
      And 5 minutes pass
      When the connection is started
      Then each uplink of the device is in Cumulocity once
      And the connection counts 0 messages as lost

    Scenario: Another connection loses nothing by it
      Given a Cumulocity connection "South" to the tenant "t200"
      And a device with the connections "North" and "South"
      And the connection "North" is stopped
      When the device sends 20 uplinks
      Then the tenant "t200" holds the data of 20 uplinks of the device
      And the connection "South" counts 0 messages as lost
      And the connection "North" counts 15 messages as lost

  @DELIVERY-06
  Rule: Without any room left, the network is held back

    Background:
      Given the bridge keeps 5 uplinks in all
      And a Cumulocity connection
      And a device with the connection
      And the device sent an uplink
      And Cumulocity is unreachable

    Scenario: An event tells it
      When the device sends 12 uplinks
      Then there is an event "intake held"

    Scenario: Nothing is lost by it
      Given the device sends 12 uplinks
      When Cumulocity is back
      Then each uplink of the device is in Cumulocity once within 2 hours
      And the uplinks of the device came to Cumulocity in their order
      And there is an event "intake resumed"

    Scenario: What was held back survives the end of the bridge
      Given the device sends 12 uplinks
      And the bridge is killed and started again
      When Cumulocity is back
      Then each uplink of the device is in Cumulocity once within 2 hours

    Scenario: With room, nothing is held back
      When the device sends 4 uplinks
      Then there is no event "intake held"

  @DELIVERY-12
  Rule: What waits when a connection is deleted is named

    Scenario: Uplinks that waited
      Given a Cumulocity connection
      And a device with the connection
      And the device sent an uplink
      And the connection is stopped
      And the device sends 3 uplinks
      When the connection is deleted
      Then events "message dropped" name the last 3 uplinks of the device and no other

    Scenario: Nothing waited
      Given a Cumulocity connection
      And a device with the connection
      And the device sent an uplink
      When the connection is deleted
      Then there is no event "message dropped"
