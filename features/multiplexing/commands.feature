Feature: Commands to many devices

  @MULTI-05
  Rule: Commands to many devices come over one connection, each to its own device, beside the uplinks

    Background:
      Given a Cumulocity connection
      And the devices "cellar" and "attic" with the connection
      And each device sent an uplink

    Scenario: Each device gets its own
      Given an operator sends the device "cellar" the bytes "0aff" on port 2
      And an operator sends the device "attic" the bytes "0bff" on port 3
      When each device sends 2 uplinks
      Then the device "cellar" receives the bytes "0aff" on port 2
      And the device "attic" receives the bytes "0bff" on port 3
      And the device "cellar" received 1 downlink
      And the device "attic" received 1 downlink
      And each uplink of each device is in Cumulocity once

    Scenario: A device that does not listen holds up no other
      Given an operator sends the device "cellar" the bytes "0aff" on port 2
      And an operator sends the device "attic" the bytes "0bff" on port 3
      When the device "attic" sends 2 uplinks
      Then the device "attic" receives the bytes "0bff" on port 3
      And the device "cellar" received 0 downlinks

    Scenario: Commands go on while uplinks can't be stored
      Given Cumulocity refuses the next 20 data with status 429
      And each device sends an uplink
      And an operator sends the device "cellar" the bytes "0aff" on port 2
      When the device "cellar" sends 2 uplinks
      Then the device "cellar" receives the bytes "0aff" on port 2
      And each uplink of each device is in Cumulocity once
