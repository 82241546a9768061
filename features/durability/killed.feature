Feature: Uplinks under way when the bridge is killed

  @DURABLE-04
  Rule: An acknowledged uplink reaches Cumulocity once, also when the bridge is killed in between

    Background:
      Given a Cumulocity connection
      And the devices "cellar" and "attic" with the connection
      And each device sent an uplink

    Scenario: Killed before anything of it was sent
      Given Cumulocity is unreachable
      And each device sends 10 uplinks
      And the bridge is killed and started again
      When Cumulocity is back
      Then each uplink of each device is in Cumulocity once within 2 hours
      And the uplinks of each device came to Cumulocity in their order

    Scenario: Killed while Cumulocity did not answer
      Given Cumulocity does not answer
      And each device sends 10 uplinks
      And Cumulocity is back
      When the bridge is killed and started again
      Then each uplink of each device is in Cumulocity once
      And the uplinks of each device came to Cumulocity in their order

    Scenario: Killed after Cumulocity had stored it, and before it said so
      Given Cumulocity stores the next data and never answers
      And each device sends 10 uplinks at the same time
      When the bridge is killed and started again
      Then each uplink of each device is in Cumulocity once

    Scenario: Killed time and again
      Given Cumulocity stores all data and never answers
      And each device sends 5 uplinks
      And the bridge is killed and started again
      And each device sends 5 uplinks
      And the bridge is killed and started again
      And each device sends 5 uplinks
      And Cumulocity is back
      When the bridge is killed and started again
      Then each uplink of each device is in Cumulocity once
      And the uplinks of each device came to Cumulocity in their order

    Scenario: Killed at once after a crowd of uplinks
      Given each device sends 20 uplinks at the same time
      When the bridge is killed and started again
      Then each uplink of each device is in Cumulocity once

    Scenario: Sent while the bridge is away
      Given the bridge is stopped
      And each device sends 5 uplinks
      When the bridge is started
      Then each uplink of each device is in Cumulocity once
      And the uplinks of each device came to Cumulocity in their order

    @real-time @process
    Scenario: The process is killed in the midst of it
      Given Cumulocity takes 1 second to store anything
      And each device sends 20 uplinks at the same time
      When the bridge is killed and started again
      Then each uplink of each device is in Cumulocity once
