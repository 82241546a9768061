@browser
Feature: What holds for the management API holds in the console

  @CREATE-01
  Rule: Creating a connection brings its link up

    Scenario: The link opens by itself
      Given the person is at the form for a new Cumulocity connection
      When the person fills in the document's example
      And the person clicks "CREATE"
      And the details of the connection "Test Cumulocity Connection" are shown
      Then the connection becomes OPENED

    Scenario: A link that Cumulocity does not let in is not told as open
      Given the person is at the form for a new Cumulocity connection
      When the person fills in the document's example with "wrong" as Password
      And the person clicks "CREATE"
      And the details of the connection "Test Cumulocity Connection" are shown
      Then the connection becomes AUTHENTICATION_FAILED

  @UPDATE-09
  Rule: A change holds at once, without a restart by hand

    Scenario: A corrected password opens the connection
      Given a connection whose password is wrong
      And the person is on the connection's page
      When the person enters the account's password as the new password
      And the person clicks the Confirm icon
      And the person proceeds
      Then the connection becomes OPENED

  @VERIFY-03
  Rule: A connection can be added to a device

    Scenario: From then on the device's uplinks take the connection
      Given a Cumulocity connection
      And a device without a connection that was heard
      And the person is on the device's page
      When the person adds the connection to the device
      And a notification tells that the device has been updated
      And the device reports a temperature of 21.5 °C
      Then Cumulocity shows a temperature of 21.5 °C for the device
