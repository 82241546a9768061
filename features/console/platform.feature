@browser @documented
Feature: Looking in Cumulocity whether it worked

  @VERIFY-05
  Rule: Device Management is reached at /apps/devicemanagement under the host name

    Scenario: The documented address asks for the account
      When the person opens Device Management under the documented host name
      Then the person is asked to log in

  @CONSOLE-16
  Rule: After signing in to Cumulocity under the host name, its Device Management is shown

    Scenario: The account lets in
      When the person opens Device Management under the documented host name
      And the person logs in
      Then the page "Device management" is shown

    Scenario: A wrong password stays outside
      When the person opens Device Management under the documented host name
      And the person logs in with a wrong password
      Then the person sees "Invalid credentials."

  @CONSOLE-17
  Rule: Devices, All devices shows the device and its uplinks

    Scenario: The device is listed
      Given a Cumulocity connection
      And a device with the connection
      And the device is registered
      And a person in Cumulocity's Device Management
      When the person chooses "Devices", "All devices" in the menu
      Then the device is listed with its name, model, serial number and system id

    Scenario: A device that is new appears by itself
      Given a Cumulocity connection
      And a device with the connection
      And a person in Cumulocity's Device Management
      When the person chooses "Devices", "All devices" in the menu
      And the device sends an uplink
      Then the device is listed without the page being loaded anew

    Scenario: The uplink's values stand in a chart
      Given a Cumulocity connection
      And a device with the connection
      And the device is registered
      And a person in Cumulocity's Device Management
      When the person opens the device's tab "Measurements"
      Then a chart shows the series "c8y_TemperatureMeasurement.T [C]"

    Scenario: Devices are found by what one knows of them
      Given a Cumulocity connection
      And a device with the connection
      And the device is registered
      And a person in Cumulocity's Device Management
      When the person chooses "Devices", "All devices" in the menu
      And the person searches the devices for "no such device"
      Then the person sees "No device matches."

  @CONSOLE-22
  Rule: A command that is sent in Device Management reaches the device, and its end is shown

    Scenario: The operation goes from pending to successful before one's eyes
      Given a Cumulocity connection
      And a device of class C with the connection
      And the device is registered
      And a person in Cumulocity's Device Management
      When the person opens the device's tab "Control"
      And the person sends the command "01:10"
      Then the operation is shown as SUCCESSFUL
