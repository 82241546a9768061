Feature: The link that a connection establishes

  @CREATE-01
  Rule: Creating a connection brings its link up

    Scenario: The link opens by itself
      When a connection is created
      Then the connection becomes OPENED

    Scenario: A link that Cumulocity does not let in is not told as open
      Given Cumulocity refuses the connection's user
      When a connection is created
      Then the connection becomes AUTHENTICATION_FAILED

  @CREATE-02
  Rule: The link carries what devices send

    Scenario: An uplink travels over the link
      Given a Cumulocity connection
      And a device with the connection
      When the device reports a temperature of 21.5 °C
      Then Cumulocity shows a temperature of 21.5 °C for the device

    Scenario: What a device without the connection sends does not take the link
      Given a Cumulocity connection
      And a device without a connection
      When the device sends an uplink
      Then Cumulocity still knows nothing of the device after 1 hour

    Scenario: A link that is not open carries nothing
      Given a connection whose password is wrong
      And a device with the connection
      When the device sends an uplink
      Then Cumulocity still knows nothing of the device after 10 minutes

  @CREATE-03
  Rule: The link carries commands to devices

    Scenario: A command travels over the link, against the uplinks' way
      Given a Cumulocity connection
      And a device of class C with the connection
      And the device is registered
      When an operator sends the device the bytes "0aff" on port 2
      Then the device receives the bytes "0aff" on port 2
      And the operation becomes SUCCESSFUL

    Scenario: What is no command reaches no device
      Given a Cumulocity connection
      And a device of class C with the connection
      And the device is registered
      When an operator sends the device a command with no bytes
      Then the operation becomes FAILED
      And the device received 0 downlinks

  @CREATE-05
  Rule: Commands for many devices share the link

    Scenario: Each command reaches its own device only
      Given a Cumulocity connection
      And the devices "cellar" and "attic" with the connection
      And each device sent an uplink
      And an operator sends the device "cellar" the bytes "0aff" on port 2
      And an operator sends the device "attic" the bytes "0bff" on port 3
      When each device sends 2 uplinks
      Then the device "cellar" receives the bytes "0aff" on port 2
      And the device "attic" receives the bytes "0bff" on port 3
      And the device "cellar" received 1 downlink
      And the device "attic" received 1 downlink

  @CREATE-04
  Rule: Many devices share one link

    Scenario: Each device's data stay its own
      Given a Cumulocity connection
      And the devices "cellar", "kitchen" and "attic" with the connection
      When the device "cellar" reports a temperature of 11.5 °C
      And the device "kitchen" reports a temperature of 22.5 °C
      And the device "attic" reports a temperature of 33.5 °C
      Then Cumulocity shows only a temperature of 11.5 °C for the device "cellar"
      And Cumulocity shows only a temperature of 22.5 °C for the device "kitchen"
      And Cumulocity shows only a temperature of 33.5 °C for the device "attic"

    Scenario: No device opens a link of its own
      Given a Cumulocity connection
      And 20 devices with the connection
      When each device sends an uplink
      Then each uplink of each device is in Cumulocity once
      And its states were OPENING, AUTHENTICATING and OPENED

    Scenario: Twenty devices at a time
      Given a Cumulocity connection
      And 20 devices with the connection
      When each device sends 2 uplinks at the same time
      Then each uplink of each device is in Cumulocity once

    @real-time @external-broker
    Scenario: Five devices at a time over a broker on the network
      Given a Cumulocity connection
      And 5 devices with the connection
      When each device sends 4 uplinks at the same time
      Then each uplink of each device is in Cumulocity once

    Scenario: The trouble of one device is not the trouble of another
      Given a Cumulocity connection
      And the devices "broken" and "sound" with the connection
      When the device "broken" sends a payload that can't be decoded
      And the device "sound" reports a temperature of 22.5 °C
      Then Cumulocity shows a temperature of 22.5 °C for the device "sound"
      And Cumulocity shows no temperature for the device "broken"
