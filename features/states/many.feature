Feature: Many connections

  @STATE-13
  Rule: Several hundred connections start and stop, and none is stuck

    Scenario: They start, stop and start again
      Given the bridge allows 300 connections
      And 300 connections are created
      And each connection becomes OPENED
      When all connections are stopped
      Then each connection becomes CLOSED
      When all connections are started
      Then each connection becomes OPENED

    Scenario: They are started and stopped in a hurry
      Given the bridge allows 300 connections
      When 300 connections are created, stopped, started, restarted and stopped at once
      Then each connection becomes CLOSED

    Scenario: All of them lose their platform, and find it again
      Given the bridge allows 300 connections
      And Cumulocity is unreachable
      And 300 connections are created
      And each connection becomes UNREACHABLE
      And Cumulocity is back
      When 7 minutes pass
      Then each connection becomes OPENED
