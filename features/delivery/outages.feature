Feature: Outages of Cumulocity

  @DELIVERY-01
  Rule: What came during an outage arrives after it, once and in order

    Background:
      Given a Cumulocity connection
      And the devices "cellar" and "attic" with the connection

    Scenario Outline: Cumulocity is unreachable for <span>
      Given Cumulocity is unreachable
      And each device sends 10 uplinks
      And <span> pass
      When Cumulocity is back
      Then each uplink of each device is in Cumulocity once within 2 hours
      And the uplinks of each device came to Cumulocity in their order

      Examples:
        | span       |
        | 10 minutes |
        | 12 hours   |

    Scenario Outline: Cumulocity answers <status> for an hour
      Given Cumulocity refuses all data with status <status>
      And each device sends 10 uplinks
      And 1 hour passes
      When Cumulocity is back
      Then each uplink of each device is in Cumulocity once within 2 hours
      And the uplinks of each device came to Cumulocity in their order

      Examples:
        | status |
        | 500    |
        | 503    |
        | 429    |

    Scenario Outline: For an hour Cumulocity stores the data and <then>
      Given Cumulocity stores all data and <then>
      And each device sends 10 uplinks
      And 1 hour passes
      When Cumulocity is back
      Then each uplink of each device is in Cumulocity once within 2 hours
      And the uplinks of each device came to Cumulocity in their order

      Examples:
        | then                    |
        | closes the connection   |
        | breaks off its answer   |
        | never answers           |
        | answers with status 500 |

    Scenario: Uplinks that come during the catching up keep their place
      Given Cumulocity is unreachable
      And each device sends 10 uplinks
      And 10 minutes pass
      And Cumulocity is back
      When each device sends an uplink every minute for 10 minutes
      Then each uplink of each device is in Cumulocity once within 2 hours
      And the uplinks of each device came to Cumulocity in their order

  @DELIVERY-13
  Rule: A device that was deleted meanwhile is registered again

    Scenario: Its waiting uplinks arrive
      Given a Cumulocity connection
      And the devices "cellar" and "attic" with the connection
      And each device sent an uplink
      And the connection is stopped
      And the device "cellar" was deleted in Cumulocity
      And each device sends 3 uplinks
      When the connection is started
      Then Cumulocity holds the data of 3 uplinks of the device "cellar"
      And Cumulocity holds the data of 4 uplinks of the device "attic"

    Scenario: One that was only renamed stays as its users set it
      Given a Cumulocity connection
      And a device with the connection
      And the device sent an uplink
      And the connection is stopped
      And the device was renamed "Cold room" in Cumulocity
      And the device sends 3 uplinks
      When the connection is started
      Then Cumulocity holds the data of 4 uplinks of the device
      And the device is called "Cold room" in Cumulocity
