Feature: Many connections

  @STATE-13
  Rule: Several hundred connections start and stop, and none is stuck

    Scenario: They start and stop
      Given the bridge allows 300 connections
      When 300 connections without downlinks are created
      Then each connection becomes OPENED
      When all connections are stopped
      Then each connection becomes CLOSED

    Scenario: They are stopped and started in a hurry while Cumulocity is away
      Given the bridge allows 300 connections
      And Cumulocity is unreachable
      When 300 connections without downlinks are created, stopped and started at once
      And Cumulocity is back
      And 7 minutes pass
      Then each connection becomes OPENED
