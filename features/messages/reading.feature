Feature: What comes in

  Background:
    Given a Cumulocity connection
    And a device with the connection

  @MSG-01
  Rule: Numbers may be written as text

    Scenario: An uplink whose numbers are text
      When the device sends an uplink whose numbers are written as text
      Then each uplink of the device is in Cumulocity once

    Scenario: An uplink whose numbers are numbers
      When the device sends an uplink whose numbers are written as numbers
      Then each uplink of the device is in Cumulocity once

  @MSG-02
  Rule: A join request is no data

    Scenario: A join request alone
      When the device asks to join
      Then Cumulocity still knows nothing of the device after 1 hour

    Scenario: The data after a join request
      Given the device asked to join
      When the device sends 2 uplinks
      Then each uplink of the device is in Cumulocity once
      And Cumulocity holds the data of 2 uplinks of the device

  @MSG-03
  Rule: Uplinks without a payload do no harm

    Scenario Outline: The payload is <payload>
      When the device sends an uplink whose payload is <payload>
      And the device reports a temperature of 21.5 °C
      Then Cumulocity shows a temperature of 21.5 °C for the device

      Examples:
        | payload         |
        | empty           |
        | null            |
        | missing         |
        | sent on port 0  |

  @MSG-04
  Rule: A payload that can't be decoded is told and blocks nothing

    Scenario: An event names it
      When the device sends a payload that can't be decoded
      Then an event "decoding failed" names the device and its uplink

    Scenario: The network could not decode it
      When the device sends an uplink that the network could not decode
      Then an event "decoding failed" names the device and its uplink

    Scenario: What comes behind it arrives
      Given the device sends a payload that can't be decoded
      When the device reports a temperature of 21.5 °C
      Then Cumulocity shows a temperature of 21.5 °C for the device

  @MSG-07
  Rule: A frame that several gateways heard is one measurement

    Scenario: Three gateways
      When the device sends an uplink that 3 gateways hear
      Then each uplink of the device is in Cumulocity once
      And Cumulocity holds the data of 1 uplink of the device

  @MSG-08
  Rule: Data bear the time at which the frame was received in the field

    Scenario: A frame that its gateway had to keep for two hours
      When an uplink of the device arrives 2 hours late
      Then its data in Cumulocity are 2 hours old

    Scenario: A frame that comes at once
      When the device sends an uplink
      Then its data in Cumulocity are 0 seconds old

  @MSG-09
  Rule: A message that can't be understood stops nothing

    Scenario: Messages of every wrong kind
      Given the broker brings messages that are:
        | no JSON                          |
        | empty                            |
        | a JSON list                      |
        | an uplink without a DevEUI       |
        | an uplink with a DevEUI of words |
        | an uplink with a time of words   |
        | a document of another kind       |
        | binary                           |
      When the device reports a temperature of 21.5 °C
      Then Cumulocity shows only a temperature of 21.5 °C for the device

    Scenario: It is told as an event
      When the broker brings a message that is no JSON
      Then there is an event "message invalid"
