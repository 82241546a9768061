Feature: How a device is shown in Cumulocity

  Background:
    Given a Cumulocity connection

  @MAP-01
  Rule: A device bears its DevEUI as name and as serial number

    Scenario: In upper case
      Given a device with the connection
      When the device sends an uplink
      Then Cumulocity lists the device by its DevEUI in upper case
      And the device's serial number in Cumulocity is its DevEUI in upper case

    Scenario: In upper case also when the uplink has it in lower case
      Given a device with the connection
      When the device sends an uplink with its DevEUI in lower case
      Then Cumulocity lists the device by its DevEUI in upper case

  @MAP-02
  Rule: A device's model is that of its driver

    Scenario: The driver is known
      Given a device with the connection
      When the device sends an uplink
      Then the device's model in Cumulocity is that of its driver

    Scenario: The uplink names no driver
      Given a device with the connection whose uplinks name no driver
      When the device sends an uplink
      Then the device's model in Cumulocity is blank

  @MAP-03
  Rule: A registered device is marked as one that takes shell commands

    Scenario: The marks of a device
      Given a device with the connection
      When the device sends an uplink
      Then the device is marked as a device in Cumulocity
      And the device is marked as one that takes shell commands
