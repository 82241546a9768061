Feature: The next restart

  @STATE-12
  Rule: A restart is announced, and comes when it was announced

    Scenario: It is announced
      Given Cumulocity is unreachable
      When a connection is created
      Then the connection announces a restart in 5 to 6 minutes

    Scenario: It comes at that time
      Given Cumulocity is unreachable
      And a connection that is UNREACHABLE
      Then 20 times in a row the connection is tried again when it was announced

    Scenario: A running connection that lost its platform announces it as well
      Given a Cumulocity connection
      And a device with the connection
      And Cumulocity is unreachable
      When the device sends an uplink
      And the connection becomes CLOSED within 5 minutes
      Then the connection announces a restart in 5 to 6 minutes

    Scenario: A refused connection announces it as well
      Given a connection whose password is wrong
      Then the connection announces a restart in 5 to 6 minutes
      And 2 times in a row the connection is tried again when it was announced

    Scenario: Messages that come meanwhile change nothing
      Given Cumulocity is unreachable
      And a connection that is UNREACHABLE
      And a device with the connection
      And the connection announces a restart in 5 to 6 minutes
      When the device sends an uplink every 20 seconds for 4 minutes
      Then the announced restart is the same as before
      And 1 time in a row the connection is tried again when it was announced

    Scenario: A changed strategy holds from the next restart on
      Given Cumulocity is unreachable
      And a connection with the reconnect strategy CALM that is UNREACHABLE
      When the connection's parameter reconnectStrategy is changed to "AGGRESSIVE"
      Then the connection announces a restart in 3 to 4 minutes

    Scenario: What is open announces none
      Given a Cumulocity connection
      Then the connection announces no restart

    Scenario: What was opened by a restart announces none any more
      Given Cumulocity is unreachable
      And a connection that is UNREACHABLE
      And Cumulocity is back
      When the connection becomes OPENED within 10 minutes
      Then the connection announces no restart

    Scenario: What a person stopped announces none, and is not tried
      Given Cumulocity is unreachable
      And a connection that is UNREACHABLE
      And the connection is stopped
      When the connection becomes CLOSED
      Then the connection announces no restart
      And the connection is never OPENING during 1 day
