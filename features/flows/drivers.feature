Feature: Which driver decodes what takes a flow

  Background:
    Given a Cumulocity connection

  @FLOW-08
  Rule: The automatic driver takes the one that the uplink names

    Scenario: Two payload formats, one flow
      Given a flow for the tag "meter" with the automatic driver
      And a device of each built-in payload format with the tag "meter"
      When each device sends an uplink
      Then each uplink of each device is in Cumulocity once

    Scenario: An uplink that names no driver is not decoded
      Given a flow for the tag "meter" with the automatic driver
      And a device with the tag "meter" whose uplinks name no driver
      When the device sends an uplink
      Then Cumulocity lists the device
      And Cumulocity shows no temperature for the device after 1 hour

  @FLOW-09
  Rule: A fixed driver decodes whatever the uplink names

    Scenario: An uplink that names no driver is decoded by the flow's
      Given a device with the tag "meter" whose uplinks name no driver
      And a flow for the tag "meter" with the device's driver fixed
      When the device sends an uplink
      Then each uplink of the device is in Cumulocity once

    Scenario: A fixed driver of another payload format does not pass for the right one
      Given a device with the tag "meter"
      And a flow for the tag "meter" with the other built-in driver fixed
      When the device sends an uplink
      Then what the device measured is not in Cumulocity after 1 hour

  @FLOW-10
  Rule: A flow without a driver does not decode

    Scenario: The device appears, its measurements do not
      Given a flow for the tag "meter" without a driver
      And a device with the tag "meter"
      When the device sends an uplink
      Then Cumulocity lists the device
      And Cumulocity shows no temperature for the device after 1 hour
