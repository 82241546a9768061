Feature: How a connection starts

  @STATE-01
  Rule: A starting connection is opening, then authenticating, then opened

    Scenario: The states are passed through in their order
      When a connection is created
      Then the connection becomes OPENED
      And its states were OPENING, AUTHENTICATING and OPENED

    Scenario: A connection that can't sign in passes through them as well
      Given a connection whose password is wrong
      Then its states were OPENING, AUTHENTICATING and AUTHENTICATION_FAILED

  @STATE-02
  Rule: Wrong credentials end in AUTHENTICATION_FAILED

    Scenario: The connection does not stay opening
      When a connection is created with the password "wrong"
      Then the connection becomes AUTHENTICATION_FAILED within 1 minute

    Scenario: An event tells why
      When a connection is created with the password "wrong"
      Then an event "authentication failed" names the connection

    Scenario: A user without permission is let in nowhere
      Given Cumulocity refuses the connection's user everything
      When a connection is created
      Then the connection becomes AUTHENTICATION_FAILED within 1 minute

  @STATE-07
  Rule: A connection that is created inactive is never opened

    Scenario: It is deactivated at once
      When a connection is created that is not active
      Then the connection becomes DEACTIVATED
      And the connection is never OPENED during 1 day
      And Cumulocity was not asked anything

  @STATE-10
  Rule: An opened connection tells since when it has been open

    Scenario: The time of its start
      When a connection is created
      Then the connection becomes OPENED
      And its startup time is now

    Scenario: A restart is told as such
      Given a Cumulocity connection
      And 1 hour passes
      When the connection is restarted
      Then the connection becomes OPENED again
      And its startup time is now
