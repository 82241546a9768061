Feature: Uplinks under way when the link is closed

  @DELIVERY-14
  Rule: What Cumulocity is about to store when the link closes is stored once

    Background:
      Given a Cumulocity connection
      And a device with the connection
      And the device sent an uplink
      And Cumulocity takes 5 seconds to store anything

    Scenario: A setting is changed
      Given the device sends an uplink
      When the connection's parameter uplinkTimeValidity is changed to "1h"
      And 10 minutes pass
      Then each uplink of the device is in Cumulocity once

    Scenario Outline: The connection is <ended>
      Given the device sends an uplink
      When the connection is <ended>
      And the connection is started
      And 10 minutes pass
      Then each uplink of the device is in Cumulocity once

      Examples:
        | ended     |
        | stopped   |
        | restarted |

    Scenario: The way of a device
      Given the device sends an uplink, located by the network at 48.1 north and 11.5 east
      And 6 seconds pass
      When the connection is restarted
      And 10 minutes pass
      Then a single location event tells of 48.1 north and 11.5 east
