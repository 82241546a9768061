Feature: Flows as a resource

  @FLOW-01
  Rule: Flows can be created, read, listed, replaced and deleted

    Scenario: A flow is created and read
      Given a Cumulocity connection
      When a flow "Meters" is created for the tag "meter"
      Then the request is accepted
      And the flow "Meters" is for the tag "meter"
      And the flows are "Meters"

    Scenario: A flow is replaced
      Given a Cumulocity connection
      And a flow "Meters" for the tag "meter"
      When the flow "Meters" is replaced by one for the tag "pump"
      Then the request is accepted
      And the flow "Meters" is for the tag "pump"

    Scenario: A flow is deleted
      Given a Cumulocity connection
      And a flow "Meters" for the tag "meter"
      When the flow "Meters" is deleted
      Then the request is accepted
      And there is no flow

    Scenario: A deleted flow leads nowhere
      Given a Cumulocity connection
      And a flow "Meters" for the tag "meter"
      And a device with the tag "meter"
      And the flow "Meters" is deleted
      When the device sends an uplink
      Then Cumulocity still knows nothing of the device after 1 hour

    Scenario: A flow that uplinks took leads nowhere once it is deleted
      Given a Cumulocity connection
      And a flow "Meters" for the tag "meter"
      And a device with the tag "meter"
      And the device sent an uplink
      And the flow "Meters" is deleted
      When the device sends an uplink
      And 1 hour passes
      Then Cumulocity holds the data of 1 uplink of the device

  @FLOW-11
  Rule: A flow can't be made for a connection that does not exist

    Scenario: The connection is unknown
      When a flow is created for a connection that does not exist
      Then the request is refused
      And there is no flow
