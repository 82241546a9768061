Feature: Many connections

  @STATE-13
  Rule: Several hundred connections start and stop, and none is stuck

    Scenario: They start and stop
      Given the bridge allows 300 connections
      And 300 connections are created
      And each connection becomes OPENED
      When all connections are stopped
      Then each connection becomes CLOSED

    Scenario: They are stopped and started in a hurry while Cumulocity is away
      Given the bridge allows 300 connections
      And Cumulocity is unreachable
      And 300 connections are created, stopped and started at once
      And Cumulocity is back
      When 7 minutes pass
      Then each connection becomes OPENED
