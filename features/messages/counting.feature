Feature: What is counted

  Background:
    Given a Cumulocity connection

  @MSG-13
  Rule: The counters tell how many uplinks went through, failed, and from how many devices

    Scenario: Uplinks that went through
      Given 3 devices with the connection
      When each device sends 4 uplinks
      Then each uplink of each device is in Cumulocity once
      And the connection counts 12 uplinks of the last hour
      And the connection counts 12 uplinks of the last day
      And the connection counts 3 active devices of the last hour
      And the connection counts 0 failed uplinks of the last hour

    Scenario: An uplink that failed
      Given a device with the connection
      And the device is registered
      And Cumulocity finds the next data invalid
      When the device sends an uplink
      Then the connection counts 1 failed uplink of the last hour

    Scenario: An uplink that took several attempts is one uplink
      Given a device with the connection
      And the device is registered
      And Cumulocity refuses the next 3 data with status 503
      When the device sends an uplink
      Then each uplink of the device is in Cumulocity once
      And the connection counts 2 uplinks of the last hour
      And the connection counts 0 failed uplinks of the last hour

    Scenario: A connection counts only what took it
      Given a device without a connection
      When the device sends an uplink
      And 1 minute passes
      Then the connection counts 0 uplinks of the last hour

  @MSG-14
  Rule: The counters forget what is older

    Scenario: After an hour
      Given a device with the connection
      And the device sent an uplink
      When 61 minutes pass
      Then the connection counts 0 uplinks of the last hour
      And the connection counts 1 uplink of the last day

    Scenario: After a day
      Given a device with the connection
      And the device sent an uplink
      When 25 hours pass
      Then the connection counts 0 uplinks of the last day
      And the connection counts 0 active devices of the last day

  @MSG-15
  Rule: What is lost or filtered is counted as such

    Scenario: An uplink that expired
      Given the connection's parameter uplinkTimeValidity is changed to "5m"
      And a device with the connection
      When an uplink of the device arrives 6 minutes late
      Then the connection counts 1 message as lost

    Scenario: A join request
      Given a device with the connection
      When the device asks to join
      Then the connection counts 1 message as lost

    Scenario: What went through is not lost
      Given a device with the connection
      When the device sends 3 uplinks
      Then each uplink of the device is in Cumulocity once
      And the connection counts 0 messages as lost
