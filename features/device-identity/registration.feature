Feature: The registration of a device

  Background:
    Given a Cumulocity connection

  @IDENT-03
  Rule: Two first uplinks at the same time register one device

    Scenario: They come at the same time
      Given a device with the connection
      When the device sends 2 uplinks at the same time
      Then each uplink of the device is in Cumulocity once
      And Cumulocity lists the device once

    Scenario: They come while Cumulocity is slow
      Given a device with the connection
      And Cumulocity takes 5 seconds to store anything
      When the device sends an uplink
      And 2 seconds pass
      And the device sends an uplink
      Then each uplink of the device is in Cumulocity once
      And Cumulocity lists the device once

  @IDENT-04
  Rule: When somebody else registers the device at the same moment, theirs is used

    Scenario: The external id is taken between the look and the registration
      Given a device with the connection
      And somebody else registers the device while the bridge does
      When the device reports a temperature of 21.5 °C
      Then Cumulocity shows a temperature of 21.5 °C for the device
      And Cumulocity holds a single device

  @IDENT-05
  Rule: No nameless double is left behind

    Scenario: Binding the external id fails at first
      Given a device with the connection
      And Cumulocity refuses the next external id with status 500
      When the device sends an uplink
      Then each uplink of the device is in Cumulocity once
      And Cumulocity holds a single device

    Scenario: Binding the external id fails several times
      Given a device with the connection
      And Cumulocity refuses the next 3 external ids with status 500
      When the device sends an uplink
      Then each uplink of the device is in Cumulocity once
      And Cumulocity holds a single device

    Scenario Outline: Cumulocity stores the registration and <then>
      Given a device with the connection
      And Cumulocity stores the next registration and <then>
      When the device sends an uplink
      Then each uplink of the device is in Cumulocity once
      And Cumulocity holds a single device

      Examples:
        | then                  |
        | closes the connection |
        | breaks off its answer |
        | never answers         |

  @IDENT-06
  Rule: A DevEUI is the same device in upper and in lower case

    Scenario: Uplinks write it in either way
      Given a device with the connection
      When the device sends an uplink with its DevEUI in upper case
      And the device sends an uplink with its DevEUI in lower case
      Then each uplink of the device is in Cumulocity once
      And Cumulocity holds a single device

  @IDENT-09
  Rule: A registration that fails for a passing reason is tried again

    Scenario Outline: Cumulocity answers <status> at first
      Given a device with the connection
      And Cumulocity refuses the next 2 registrations with status <status>
      When the device sends an uplink
      Then each uplink of the device is in Cumulocity once
      And Cumulocity holds a single device

      Examples:
        | status |
        | 500    |
        | 503    |

  @IDENT-10
  Rule: Two connections into the same tenant share one device

    Scenario: The device is registered once
      Given a Cumulocity connection "other"
      And a device with the connections "Test Cumulocity Connection" and "other"
      When the device sends an uplink
      Then Cumulocity holds a single device
      And the connection "Test Cumulocity Connection" counts 1 uplink of the last day
      And the connection "other" counts 1 uplink of the last day
