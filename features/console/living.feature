@browser
Feature: A console that follows what happens

  @CONSOLE-23
  Rule: Nobody sees anything of the console without signing in

    Scenario: A stranger is asked who they are
      Given a person before the console, not signed in
      Then the person is asked to sign in

    Scenario: A wrong secret opens nothing
      Given a person before the console, not signed in
      When the person signs in with a wrong secret
      Then the person sees "The client id or the client secret is wrong."

    Scenario: Whoever signs out is outside
      Given a person who is signed in to the console
      When the person clicks "Sign out"
      Then the person is asked to sign in

  @CONSOLE-24
  Rule: The state of a connection is followed without the page being loaded anew

    Scenario: The platform's account is locked while one looks
      Given a Cumulocity connection
      And a device with the connection
      And the person is on the connection's page
      And the page shows the connection as OPENED
      When the password of the connection's user is changed in Cumulocity
      And the device sends an uplink
      Then the page shows the connection as AUTHENTICATION_FAILED

    Scenario: The connection is stopped and started from its page
      Given a Cumulocity connection
      And the person is on the connection's page
      When the person stops the connection
      And the page shows the connection as CLOSED
      And the person starts the connection
      Then the page shows the connection as OPENED

  @CONSOLE-25
  Rule: A connection is deleted only after somebody confirmed it

    Scenario: Confirmed, it is gone
      Given a Cumulocity connection
      And the person is on the connection's page
      When the person deletes the connection and confirms it
      Then the page "Connections" is shown
      And there is no connection

    Scenario: Not confirmed, it stays
      Given a Cumulocity connection
      And the person is on the connection's page
      When the person deletes the connection and thinks better of it
      Then no window asks anything
      And the connections are "Test Cumulocity Connection"

  @CONSOLE-26
  Rule: Pages that are open go on after the bridge was started again

    Scenario: The state is live again, and nobody has to sign in anew
      Given a Cumulocity connection
      And the person is on the connection's page
      When the bridge is stopped and started again
      And the person stops the connection
      Then the page shows the connection as CLOSED
