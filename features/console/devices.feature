@browser @documented
Feature: Adding a connection to a device in the console

  @CONSOLE-13
  Rule: The devices list opens a device's details at a click

    Scenario: A device that was heard is listed
      Given a device without a connection that was heard
      And a person who is signed in to the console
      When the person chooses "Devices", "List" in the menu
      And the person clicks the device in the list
      Then the device's details are shown

  @CONSOLE-14
  Rule: A device's details offer to add a connection, which is selected and confirmed with an icon

    Scenario: The connection is one of the device's
      Given a Cumulocity connection
      And a device without a connection that was heard
      And the person is on the device's page
      When the person adds the connection to the device
      Then the page lists the connection as one of the device's
      And the device's connections are "Test Cumulocity Connection"

    Scenario: With the Cancel icon nothing is added
      Given a Cumulocity connection
      And a device without a connection that was heard
      And the person is on the device's page
      When the person selects the connection for the device and clicks the Cancel icon
      Then the device has no connections

  @CONSOLE-15
  Rule: A notification confirms that the connection has been added to the device

    Scenario: The notification names the device
      Given a Cumulocity connection
      And a device without a connection that was heard
      And the person is on the device's page
      When the person adds the connection to the device
      Then a notification tells that the device has been updated

  @CONSOLE-21
  Rule: A device's page shows its last uplinks as they came and as they were decoded, live

    Scenario: An uplink appears without the page being loaded anew
      Given a Cumulocity connection
      And a device with the connection
      And the device sent an uplink
      And the person is on the device's page
      When the device sends an uplink
      Then the page shows the uplink with its temperature
