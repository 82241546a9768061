Feature: What goes out, once and in order

  Background:
    Given a Cumulocity connection
    And a device with the connection

  @MSG-05
  Rule: The same frame is stored once

    Scenario: The broker delivers it twice
      When the device sends an uplink that the network delivers twice
      And 1 hour passes
      Then Cumulocity holds the data of 1 uplink of the device

    Scenario: The network repeats it later
      Given the device sent an uplink
      And 1 minute passes
      When the network delivers the last uplink of the device once more
      And 1 hour passes
      Then Cumulocity holds the data of 1 uplink of the device

    Scenario: Another frame with the same values is another frame
      When the device reports a temperature of 21.5 °C
      And 1 minute passes
      And the device reports a temperature of 21.5 °C
      Then Cumulocity holds the data of 2 uplinks of the device

  @MSG-06
  Rule: What was stored without an answer is not stored again

    Scenario Outline: Cumulocity stores the data and <then>
      Given the device is registered
      And Cumulocity stores the next data and <then>
      When the device reports a temperature of 21.5 °C
      Then Cumulocity shows a temperature of 21.5 °C for the device
      And 1 day later Cumulocity still holds it once

      Examples:
        | then                    |
        | closes the connection   |
        | breaks off its answer   |
        | never answers           |
        | answers with status 500 |

  @MSG-10
  Rule: A device's data arrive in their order

    Scenario: Twenty uplinks in a row
      When the device sends 20 uplinks
      Then the uplinks of the device came to Cumulocity in their order

    @real-time @external-broker
    Scenario: Twenty uplinks over a broker on the network
      When the device sends 20 uplinks
      Then the uplinks of the device came to Cumulocity in their order

    Scenario: One of them is refused at first
      Given the device is registered
      And Cumulocity refuses the next data with status 503
      When the device sends 5 uplinks
      Then the uplinks of the device came to Cumulocity in their order

  @MSG-11
  Rule: Data that are refused for a passing reason are sent again

    Scenario Outline: Cumulocity answers <status> three times
      Given the device is registered
      And Cumulocity refuses the next 3 data with status <status>
      When the device sends an uplink
      Then each uplink of the device is in Cumulocity once

      Examples:
        | status |
        | 429    |
        | 500    |
        | 503    |

    Scenario: The connection breaks before anything is stored
      Given the device is registered
      And Cumulocity closes the connection before it stores the next data
      When the device sends an uplink
      Then each uplink of the device is in Cumulocity once

  @MSG-12
  Rule: Data that are refused for good are set aside

    Scenario: An event names the uplink
      Given the device is registered
      And Cumulocity finds the next data invalid
      When the device sends an uplink
      Then an event "message rejected" names the device and its uplink

    Scenario: Nothing waits behind them
      Given the device is registered
      And Cumulocity finds the next data invalid
      And the device sends an uplink
      When the device reports a temperature of 21.5 °C
      Then Cumulocity shows a temperature of 21.5 °C for the device
