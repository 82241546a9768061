Feature: The way in by HTTP

  @MSG-16
  Rule: A document that the network posts and signs is taken

    Scenario: A device's uplinks
      Given the network delivers by HTTP
      And a Cumulocity connection
      And a device with the connection
      When the device sends 5 uplinks
      Then the uplinks of the device came to Cumulocity in their order

    @real-time
    Scenario: Over the network
      Given the network delivers by HTTP
      And a Cumulocity connection
      And a device with the connection
      When the device sends 5 uplinks
      Then the uplinks of the device came to Cumulocity in their order

    Scenario: What the bridge has confirmed is not lost when it dies
      Given the network delivers by HTTP
      And a Cumulocity connection
      And a device with the connection
      And Cumulocity is unreachable
      And the device sends 3 uplinks
      When the bridge is killed and started again
      And Cumulocity is back
      Then each uplink of the device is in Cumulocity once

  @MSG-17
  Rule: A document that anybody else posts is refused

    Scenario: Signed with another key
      Given the network delivers by HTTP, signed with another key
      And a Cumulocity connection
      And a device with the connection
      When the device sends an uplink
      Then the bridge refuses what is posted
      And Cumulocity still knows nothing of the device after 1 hour

    Scenario: Signed an hour ago
      Given the network delivers by HTTP, its clock 1 hour behind the bridge's
      And a Cumulocity connection
      And a device with the connection
      When the device sends an uplink
      Then the bridge refuses what is posted
      And Cumulocity still knows nothing of the device after 1 hour

  @MSG-18
  Rule: A frame that comes by both ways is stored once

    Scenario: By HTTP and by MQTT
      Given the network delivers by HTTP and by MQTT
      And a Cumulocity connection
      And a device with the connection
      When the device sends 5 uplinks
      Then each uplink of the device is in Cumulocity once
