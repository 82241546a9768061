Feature: The parameters sendMetadata and sendRawDecodedFormat

  @PARAM-12
  Rule: With metadata, the uplink's document without its root node is kept as an event of the device

    Scenario: All fields of the document are there
      Given a Cumulocity connection with sendMetadata
      And a device with the connection
      When the device sends an uplink
      Then Cumulocity keeps the document of the device's uplink without its root node
      And each uplink of the device is in Cumulocity once

    Scenario: It bears the time at which the frame was received in the field
      Given a Cumulocity connection with sendMetadata
      And a device with the connection
      When an uplink of the device arrives 2 hours late
      Then the document in Cumulocity is 2 hours old

    Scenario: Acknowledgements are filtered
      Given a Cumulocity connection with sendMetadata
      And a device with the connection
      And the device sent an uplink
      When the device sends an uplink whose payload is empty
      And 1 hour passes
      Then Cumulocity keeps 1 document of the device

    Scenario: It is kept once, also when Cumulocity can't say so
      Given a Cumulocity connection with sendMetadata
      And a device with the connection
      And Cumulocity stores the next event and answers with status 500
      When the device sends an uplink
      And 1 hour passes
      Then Cumulocity keeps 1 document of the device

    Scenario: Names that Cumulocity does not take lose no value
      Given a Cumulocity connection with sendMetadata
      And a device with the connection
      When the device sends an uplink that the network has decoded to the entry "air.temp [°C]" of 21.5
      Then Cumulocity keeps 1 document of the device
      And the document's entry "payload.air_temp__°C_" is 21.5

    Scenario: Unless asked for, no document is kept
      Given a Cumulocity connection
      And a device with the connection
      When the device sends an uplink
      Then each uplink of the device is in Cumulocity once
      And Cumulocity keeps 0 documents of the device

  @PARAM-13
  Rule: In the raw decoded format only the decoded payload is kept, or the whole message where there is none

    Scenario: The payload that the network decoded
      Given a Cumulocity connection with sendRawDecodedFormat
      And a device with the connection
      When the device sends an uplink that the network has decoded to the entry "temperature" of 21.5
      Then Cumulocity keeps 1 document of the device
      And the document is {"temperature": 21.5}

    Scenario: The payload that the bridge decoded
      Given a Cumulocity connection with sendRawDecodedFormat
      And a device with the connection
      When the device sends an uplink
      Then Cumulocity keeps 1 document of the device
      And the document's entry "temperature" is what the device measured

    Scenario: A payload that nobody could decode
      Given a Cumulocity connection with sendRawDecodedFormat
      And a device with the connection
      When the device sends a payload that can't be decoded
      Then Cumulocity keeps the document of the device's uplink with its root node

    Scenario: Metadata go before it
      Given a Cumulocity connection with sendMetadata and sendRawDecodedFormat
      And a device with the connection
      When the device sends an uplink
      Then Cumulocity keeps the document of the device's uplink without its root node
