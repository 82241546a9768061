Feature: The parameter createDevices

  @PARAM-04
  Rule: An unknown device is registered at its first uplink

    Scenario: Nothing is said about it
      Given a Cumulocity connection
      And a device with the connection
      When the device sends an uplink
      Then Cumulocity lists the device
      And an event "device created" names the device

  @PARAM-05
  Rule: Where devices are not to be created, an unknown device's uplink is skipped

    Scenario: The device is not registered
      Given a Cumulocity connection that creates no devices
      And a device with the connection
      When the device sends an uplink
      Then Cumulocity still knows nothing of the device after 1 hour

    Scenario: An error event tells so
      Given a Cumulocity connection that creates no devices
      And a device with the connection
      When the device sends an uplink
      Then an error event "device not created" names the device

    Scenario: The next device's uplink does not wait
      Given a Cumulocity connection that creates no devices
      And the devices "unknown" and "known" with the connection
      And the device "known" exists in Cumulocity
      When the device "unknown" sends an uplink
      And the device "known" reports a temperature of 21.5 °C
      Then Cumulocity shows a temperature of 21.5 °C for the device "known"

  @PARAM-06
  Rule: Devices that exist are served although none are created

    Scenario: A device that was registered beforehand
      Given a Cumulocity connection that creates no devices
      And a device with the connection
      And the device exists in Cumulocity
      When the device reports a temperature of 21.5 °C
      Then Cumulocity shows a temperature of 21.5 °C for the device

    Scenario: A device that is registered later is served from then on
      Given a Cumulocity connection that creates no devices
      And a device with the connection
      And the device sent an uplink that was skipped
      And the device exists in Cumulocity
      When the device reports a temperature of 21.5 °C
      Then Cumulocity shows a temperature of 21.5 °C for the device
