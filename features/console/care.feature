@browser
Feature: A console that can be used and trusted

  @CONSOLE-27
  Rule: No page holds a secret

    Scenario: The password is dots in the source as well
      Given a Cumulocity connection
      And the person is on the connection's page
      Then the page as it was sent does not hold the password

  @CONSOLE-28
  Rule: Nothing serious keeps anybody from using the pages with a keyboard or a screen reader

    Scenario: The form
      Given the person is at the form for a new Cumulocity connection
      Then nothing on the page keeps anybody from using it

    Scenario: A connection's details, and one of its parameters being changed
      Given a Cumulocity connection
      And the person is on the connection's page
      When the person enters "Renamed" as the new "Name"
      Then nothing on the page keeps anybody from using it

    Scenario: The list of connections
      Given a Cumulocity connection
      And a person who is signed in to the console
      When the person opens the list of connections
      Then nothing on the page keeps anybody from using it

    Scenario: A device
      Given a Cumulocity connection
      And a device with the connection
      And the device sent an uplink
      And the person is on the device's page
      Then nothing on the page keeps anybody from using it

    Scenario: Device Management
      Given a Cumulocity connection
      And a device with the connection
      And the device is registered
      And a person in Cumulocity's Device Management
      When the person opens the device's tab "Measurements"
      Then nothing on the page keeps anybody from using it
