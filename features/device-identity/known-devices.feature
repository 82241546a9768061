Feature: Devices that Cumulocity knows already

  Background:
    Given a Cumulocity connection
    And a device with the connection

  @IDENT-01
  Rule: A device that exists is used and not duplicated

    Scenario: A script created the device beforehand
      Given the device exists in Cumulocity
      When the device reports a temperature of 21.5 °C
      Then Cumulocity shows a temperature of 21.5 °C for the device
      And Cumulocity lists the device once

    Scenario: Its external id was written in lower case
      Given the device exists in Cumulocity, its external id in lower case
      When the device reports a temperature of 21.5 °C
      Then Cumulocity holds a single device
      And Cumulocity shows a temperature of 21.5 °C for this single device

  @IDENT-02
  Rule: A device that was deleted is registered again

    Scenario: The next uplink brings it back
      Given the device sent an uplink
      And the device was deleted in Cumulocity
      When the device reports a temperature of 21.5 °C
      Then Cumulocity lists the device once
      And Cumulocity shows a temperature of 21.5 °C for the device

    Scenario: Deleting it a second time changes nothing of this
      Given the device sent an uplink
      And the device was deleted in Cumulocity
      And the device sent an uplink
      And the device was deleted in Cumulocity
      When the device reports a temperature of 21.5 °C
      Then Cumulocity shows a temperature of 21.5 °C for the device

  @IDENT-07
  Rule: A remembered id that no longer exists is not used for ever

    Scenario: Somebody replaced the device by a new one of the same external id
      Given the device sent an uplink
      And the device was replaced in Cumulocity by another of the same external id
      When the device reports a temperature of 21.5 °C
      Then Cumulocity shows a temperature of 21.5 °C for the device
      And Cumulocity lists the device once

  @IDENT-08
  Rule: A name that a user gave is left alone

    Scenario: The renamed device keeps its name
      Given the device sent an uplink
      And the device was renamed "Boiler room" in Cumulocity
      When the device sends an uplink
      Then each uplink of the device is in Cumulocity once
      And the device is called "Boiler room" in Cumulocity
