Feature: What waits for a connection

  @STATE-16
  Rule: What comes for a stopped or deactivated connection waits for it

    Scenario: Uplinks of a deactivated connection are sent when it is active again
      Given a Cumulocity connection
      And a device with the connection
      And the connection is set inactive
      And the connection becomes DEACTIVATED
      And the device sends 3 uplinks
      And 2 days pass
      When the connection is set active
      Then each uplink of the device is in Cumulocity once

    Scenario: Uplinks of a stopped connection are sent after two days as well
      Given a Cumulocity connection
      And a device with the connection
      And the connection is stopped
      And the device sends 3 uplinks
      And 2 days pass
      When the connection is started
      Then each uplink of the device is in Cumulocity once

    Scenario: What came before and after the deactivation is sent in its order
      Given a Cumulocity connection
      And a device with the connection
      And the device sends 2 uplinks
      And the connection is set inactive
      And the device sends 2 uplinks
      And the connection is set active
      When the device sends 2 uplinks
      Then each uplink of the device is in Cumulocity once

    Scenario: It waits also over a restart of the bridge
      Given a Cumulocity connection
      And a device with the connection
      And the connection is set inactive
      And the connection becomes DEACTIVATED
      And the device sends 3 uplinks
      And the bridge is killed and started again
      When the connection is set active
      Then each uplink of the device is in Cumulocity once

    Scenario: Its validity ends all the same
      Given a Cumulocity connection with an uplink time validity of 5 minutes
      And a device with the connection
      And the connection is set inactive
      And the connection becomes DEACTIVATED
      And the device sends an uplink
      And 1 hour passes
      When the connection is set active
      Then the uplink is expired

  @STATE-17
  Rule: A new connection begins with what comes after its creation

    Scenario: What came before is not sent by it
      Given a device without a connection
      And the device sends 3 uplinks
      And a Cumulocity connection
      And the connection is added to the device
      When the device reports a temperature of 21.5 °C
      Then Cumulocity shows only a temperature of 21.5 °C for the device

    Scenario: What came before is not sent by the one that takes a deleted one's place
      Given Cumulocity is unreachable
      And a connection "North" that is UNREACHABLE
      And a device with the connection
      And the device sends 3 uplinks
      And the connection "North" is deleted
      And Cumulocity is back
      When a connection is created with the name "North"
      And the connection is added to the device
      Then Cumulocity still knows nothing of the device after 1 hour

    Scenario: What comes after it is sent, also if it was not yet active
      Given a connection that is not active
      And a device with the connection
      And the device sends 3 uplinks
      When the connection is set active
      Then each uplink of the device is in Cumulocity once

    Scenario: What comes right after the creation is not lost when the bridge is killed
      Given Cumulocity is unreachable
      And a connection is created
      And a device with the connection
      And the device sends 3 uplinks
      And the bridge is killed and started again
      When Cumulocity is back
      Then each uplink of the device is in Cumulocity once
