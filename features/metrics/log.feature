Feature: The log

  @METRIC-06
  Rule: Each change of a connection's state is one line of the log

    Scenario: A connection that opens, loses its platform and is stopped
      Given a Cumulocity connection
      And a device with the connection
      And Cumulocity is unreachable
      When the device sends an uplink
      And 10 minutes pass
      And Cumulocity is back
      And 10 minutes pass
      And the connection is stopped
      And 1 minute passes
      Then the log holds one line for each change of the connection's state

    Scenario: A connection whose password is wrong
      Given a connection whose password is wrong
      When 6 minutes pass
      Then the log holds one line for each change of the connection's state

  @METRIC-07
  Rule: An uplink that is not delivered stands in the log with its device and its frame

    Scenario: It is refused for good
      Given a Cumulocity connection
      And a device with the connection
      And the device is registered
      And Cumulocity finds the next data invalid
      When the device sends an uplink
      And 1 minute passes
      Then a warning or an error in the log names the device and its uplink

    Scenario: It is too old
      Given a Cumulocity connection with an uplink time validity of 5 minutes
      And a device with the connection
      When an uplink of the device arrives 6 minutes late
      And 1 minute passes
      Then a warning or an error in the log names the device and its uplink

    Scenario: One that is delivered is no warning
      Given a Cumulocity connection
      And a device with the connection
      When the device sends an uplink
      And 1 minute passes
      Then no warning or error in the log names the device
