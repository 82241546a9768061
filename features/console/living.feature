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

    Scenario: What is changed in one tab shows in the other
      Given a Cumulocity connection
      And the person is on the connection's page
      When the person changes the "Name" to "Renamed" in another tab
      And the person turns back to the first tab
      Then the page shows "Renamed" as the "Name"

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

  @CONSOLE-29
  Rule: A connection's page shows what it carried in the last hour and the last day

    Scenario: The numbers of the last hour follow what is sent
      Given a Cumulocity connection
      And a device with the connection
      And the person is on the connection's page
      When the device sends 3 uplinks
      Then the metrics show 3 uplinks of 1 device, with a chart

    Scenario: One turns to the last day
      Given a Cumulocity connection
      And a device with the connection
      And the device is registered
      And the person is on the connection's page
      When the person clicks "1D: Last day"
      Then the metrics of the last day are chosen
      And the metrics show 1 uplink of 1 device, with a chart

  @CONSOLE-30 @test-uplink
  Rule: In a simulation a test uplink is sent from the connection's page

    Scenario: It takes the connection
      Given a Cumulocity connection
      And a device with the connection
      And the device is registered
      And the person is on the connection's page
      When the person clicks "SEND A TEST UPLINK"
      Then a notification "Done" says "has sent an uplink."
      And Cumulocity holds the data of 2 uplinks of the device

    Scenario: Without a device of the connection there is nothing to send
      Given a Cumulocity connection
      And the person is on the connection's page
      When the person clicks "SEND A TEST UPLINK"
      Then a notification "Not possible now" says "No device has the connection"

  @CONSOLE-31
  Rule: What a page learns meanwhile does not sweep away an edit

    Scenario: News that were on their way when the edit began
      Given a Cumulocity connection
      And the person is on the connection's page
      And news of the connection take their time to arrive
      When somebody else changes the connection's name to "Theirs"
      And news of it are on their way
      And the person enters "Mine" as the new "Description"
      And the news arrive
      And the person clicks the Confirm icon
      And the person proceeds
      Then the page shows "Mine" as the "Description"
      And the page shows "Theirs" as the "Name"
      And the connection's name reads "Theirs"
