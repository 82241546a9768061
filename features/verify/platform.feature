Feature: The device and its uplinks are found in Cumulocity

  @VERIFY-04
  Rule: Data are found on the platform of the connection and on no other

    Scenario: Two tenants, two connections
      Given a Cumulocity connection "North" to the tenant "t100"
      And a Cumulocity connection "South" to the tenant "t200"
      And a device "cellar" with the connection "North"
      And a device "attic" with the connection "South"
      When the device "cellar" sends an uplink
      And the device "attic" sends an uplink
      Then the tenant "t100" lists the device "cellar" only
      And the tenant "t200" lists the device "attic" only

    Scenario: A tenant to which no connection leads gets nothing
      Given a Cumulocity connection "North" to the tenant "t100"
      And a device "cellar" with the connection "North"
      When the device "cellar" sends an uplink
      Then the tenant "t100" lists the device "cellar" only
      And Cumulocity still knows nothing of the device "cellar" after 1 hour

  @VERIFY-06
  Rule: The device is listed among all devices

    Scenario: The device appears with its first uplink
      Given a Cumulocity connection
      And a device with the connection
      When the device sends an uplink
      Then Cumulocity lists the device

    Scenario: A device that sent nothing is not listed
      Given a Cumulocity connection
      And a device with the connection
      When the device has not sent anything
      Then Cumulocity still knows nothing of the device after 1 hour

    Scenario: Further uplinks do not list it again
      Given a Cumulocity connection
      And a device with the connection
      When the device sends 5 uplinks
      Then Cumulocity lists the device once

  @VERIFY-07
  Rule: The uplinks are sent correctly

    Scenario: Each uplink is found once, with what the device measured
      Given a Cumulocity connection
      And a device with the connection
      When the device sends 20 uplinks
      Then each uplink of the device is in Cumulocity once

    Scenario: Devices of either built-in payload format are understood
      Given a Cumulocity connection
      And a device of each built-in payload format with the connection
      When each device sends 3 uplinks
      Then each uplink of each device is in Cumulocity once

    Scenario: Tenths of a degree are kept, also below zero
      Given a Cumulocity connection
      And a device with the connection
      When the device reports a temperature of -7.3 °C
      Then Cumulocity shows only a temperature of -7.3 °C for the device

    Scenario: Nothing is found that no device sent
      Given a Cumulocity connection
      And a device with the connection
      When the device sends an uplink
      And 1 day passes
      Then Cumulocity holds the data of 1 uplink of the device

    @real-time @external-broker
    Scenario: Over a broker on the network
      Given a Cumulocity connection
      And 3 devices with the connection
      When each device sends 10 uplinks
      Then each uplink of each device is in Cumulocity once

    @real-time @process
    Scenario: Through a bridge that runs as a process of its own
      Given a Cumulocity connection
      And a device with the connection
      When the device sends 10 uplinks
      Then each uplink of the device is in Cumulocity once
