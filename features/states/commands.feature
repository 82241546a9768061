Feature: Starting and stopping by hand

  @STATE-06
  Rule: A stopped connection closes, and a started one opens

    Scenario: Stopping
      Given a Cumulocity connection
      When the connection is stopped
      Then the connection becomes CLOSED within 1 minute
      And the connection is never OPENED during 1 day

    Scenario: Closing is a state of its own
      Given a Cumulocity connection
      When the connection is stopped
      Then the connection becomes CLOSED
      And its last states were CLOSING and CLOSED

    Scenario: Stopping while Cumulocity does not answer
      Given a Cumulocity connection
      And a device with the connection
      And Cumulocity does not answer
      And the device sends an uplink
      When the connection is stopped
      Then the connection becomes CLOSED within 1 minute
      And the connection is never CLOSING during 1 day

    Scenario: Starting again
      Given a Cumulocity connection
      And the connection is stopped
      When the connection is started
      Then the connection becomes OPENED

    Scenario: Restarting
      Given a Cumulocity connection
      When the connection is restarted
      Then the connection becomes OPENED again

    Scenario: A connection that does not exist can't be started
      When a connection that does not exist is started
      Then the request is refused as not found

  @STATE-08
  Rule: Each change of state is told as an event

    Scenario: The opening, in the documented words
      Given a Cumulocity connection "North"
      Then an event says "Connection opening: Opening connection North with id <id> ..."

    Scenario: A failed restart, in the documented words
      Given a Cumulocity connection "North"
      And a device with the connection
      And Cumulocity is unreachable
      And the device sends an uplink
      And the connection becomes CLOSED within 5 minutes
      When 10 minutes pass
      Then an event of the last 9 minutes says "Connection restart failed: Unable to restart connection North with id <id>: "

    Scenario: No state without an event
      Given a Cumulocity connection
      And the connection is stopped
      And the connection becomes CLOSED
      And the connection is started
      When the connection becomes OPENED
      Then events tell of its states OPENING, AUTHENTICATING, OPENED, CLOSING, CLOSED, OPENING, AUTHENTICATING and OPENED
