Feature: What the network does to uplinks on their way

  Background:
    Given a Cumulocity connection
    And a device with the connection

  @MSG-05
  Rule: The same frame is stored once

    Scenario: Each comes three times
      Given the network delivers each uplink 3 times
      When the device sends 5 uplinks
      Then each uplink of the device is in Cumulocity once

    Scenario: Each comes again a day later
      Given the network delivers each uplink again 1 day later
      When the device sends 3 uplinks
      And 2 days pass
      Then each uplink of the device is in Cumulocity once

  @MSG-08
  Rule: Data bear the time at which the frame was received in the field

    Scenario: Held back for two hours
      Given the network holds the next uplink back for 2 hours
      When the device sends an uplink
      And 2 hours pass
      Then its data in Cumulocity are 2 hours old

    Scenario: Overtaken by others
      Given the network lets 3 uplinks overtake the next one
      When the device sends an uplink every minute for 10 minutes
      Then each uplink of the device is in Cumulocity once

    Scenario: Each held back for another while
      Given the network holds uplinks back for 1 second to 30 minutes
      When the device sends an uplink every minute for 10 minutes
      And 1 hour passes
      Then each uplink of the device is in Cumulocity once
