Feature: Which uplinks take a flow

  Background:
    Given a Cumulocity connection

  @FLOW-02
  Rule: Any one matcher is enough

    Scenario Outline: A flow for "meter" or "pump", and a device with <tags>
      Given a flow for the tag "meter" or the tag "pump"
      And a device with <tags>
      When the device sends an uplink
      Then the uplink <fate>

      Examples:
        | tags                           | fate            |
        | the tag "meter"                | takes the flow  |
        | the tag "pump"                 | takes the flow  |
        | the tags "pump" and "meter"    | takes the flow  |
        | the tag "valve"                | takes no flow   |
        | no tag                         | takes no flow   |

  @FLOW-03
  Rule: All tags of a matcher are needed

    Scenario Outline: A flow for "meter" together with "north", and a device with <tags>
      Given a flow for the tags "meter" and "north" together
      And a device with <tags>
      When the device sends an uplink
      Then the uplink <fate>

      Examples:
        | tags                                | fate           |
        | the tags "meter" and "north"        | takes the flow |
        | the tags "north", "new" and "meter" | takes the flow |
        | the tag "meter"                     | takes no flow  |
        | the tags "meter" and "south"        | takes no flow  |

  @FLOW-04
  Rule: Matching ignores case

    Scenario Outline: A flow for "<wanted>", and a device with "<borne>"
      Given a flow for the tag "<wanted>"
      And a device with the tag "<borne>"
      When the device sends an uplink
      Then the uplink takes the flow

      Examples:
        | wanted | borne |
        | meter  | METER |
        | Meter  | meter |

    Scenario Outline: The key of a device in <case> case
      Given a device without a connection
      And a flow for the key of the device in <case> case
      When the device sends an uplink
      Then the uplink takes the flow

      Examples:
        | case  |
        | lower |
        | upper |

    Scenario: A tag that only begins alike is another one
      Given a flow for the tag "meter"
      And a device with the tag "meters"
      When the device sends an uplink
      Then the uplink takes no flow

  @FLOW-05
  Rule: A key names one device only

    Scenario: Another device does not take the flow
      Given the devices "cellar" and "attic" without a connection
      And a flow for the key of the device "cellar"
      When each device sends an uplink
      Then Cumulocity lists the device "cellar"
      And Cumulocity still knows nothing of the device "attic" after 1 hour

    Scenario: Neither does a device whose DevEUI differs in the last digit only
      Given a device "cellar" without a connection
      And a device "attic" without a connection, its DevEUI differing from that of "cellar" in the last digit
      And a flow for the key of the device "cellar"
      When each device sends an uplink
      Then Cumulocity lists the device "cellar"
      And Cumulocity still knows nothing of the device "attic" after 1 hour

  @FLOW-06
  Rule: Each connection gets an uplink once

    Scenario: By the device and by a flow
      Given a flow for the tag "meter"
      And a device with the tag "meter" and the connection
      When the device sends 3 uplinks
      Then each uplink of the device is in Cumulocity once

    @real-time @external-broker
    Scenario: By the device and by a flow, over a broker on the network
      Given a flow for the tag "meter"
      And a device with the tag "meter" and the connection
      When the device sends 3 uplinks
      Then each uplink of the device is in Cumulocity once

    Scenario: By two flows
      Given a flow "one" for the tag "meter"
      And a flow "other" for the tag "north"
      And a device with the tags "meter" and "north"
      When the device sends 3 uplinks
      Then each uplink of the device is in Cumulocity once

    Scenario: The device's own connection and that of a flow
      Given a Cumulocity connection "North" to the tenant "t100"
      And a Cumulocity connection "South" to the tenant "t200"
      And a flow for the tag "meter" to the connection "North"
      And a device "cellar" with the tag "meter" and the connection "South"
      When the device "cellar" sends an uplink
      Then the tenant "t100" lists the device "cellar" only
      And the tenant "t200" lists the device "cellar" only

  @FLOW-07
  Rule: One flow may feed several connections

    Scenario: Two tenants get the same uplink
      Given a Cumulocity connection "North" to the tenant "t100"
      And a Cumulocity connection "South" to the tenant "t200"
      And a flow for the tag "meter" to the connections "North" and "South"
      And a device "cellar" with the tag "meter"
      When the device "cellar" sends an uplink
      Then the tenant "t100" lists the device "cellar" only
      And the tenant "t200" lists the device "cellar" only
