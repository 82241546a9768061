Feature: What an update means for the running connection

  @UPDATE-09
  Rule: A change holds at once, without a restart by hand

    Scenario: A corrected password opens the connection
      Given a connection whose password is wrong
      When the connection's password is corrected
      Then the connection becomes OPENED

    Scenario: A password that became wrong closes the link
      Given a Cumulocity connection
      When the connection's password is changed to "wrong"
      Then the connection becomes AUTHENTICATION_FAILED

    Scenario: A new host name is the one that is called from now on
      Given a Cumulocity connection
      And the host "elsewhere.cumulocity.com" refuses connections
      When the connection's host name is changed to "elsewhere.cumulocity.com"
      Then the connection becomes UNREACHABLE

    Scenario: A changed parameter holds for the next uplink
      Given a Cumulocity connection
      And a device with the connection
      When the connection's parameter createDevices is changed to false
      And the device sends an uplink
      Then Cumulocity still knows nothing of the device after 1 hour

  @UPDATE-10
  Rule: A masked password keeps the stored one

    Scenario: A connection that is sent back as it was read still opens
      Given a Cumulocity connection
      When the connection is sent back as it was read, with the description "Second floor"
      And the connection is restarted
      Then the connection becomes OPENED again
      And the connection's description reads "Second floor"

    Scenario: A password that only looks like a mask is a password
      Given a Cumulocity connection
      When the connection's password is changed to "****"
      Then the connection becomes AUTHENTICATION_FAILED
