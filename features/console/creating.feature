@browser @documented
Feature: Creating a connection in the console

  @CONSOLE-01
  Rule: The menu leads from Connections to Create, and there to ThingPark X IoT Flow

    Scenario: The first clicks of the document
      Given a person who is signed in to the console
      When the person chooses "Connections", "Create" in the menu
      Then the person can select "ThingPark X IoT Flow"

  @CONSOLE-02
  Rule: A new page opens on which Cumulocity can be selected as the connection's type

    Scenario: The connection's type is asked for
      Given a person who is signed in to the console
      When the person chooses "Connections", "Create" in the menu
      And the person clicks "ThingPark X IoT Flow"
      Then the page "Select the connection type" is shown
      And the person can select "Cumulocity"

  @CONSOLE-12
  Rule: The form's fields are Name, Host Name, Tenant ID, Username, Password and Description

    Scenario: The form asks for what the document lists
      Given the person is at the form for a new Cumulocity connection
      Then the form has the fields:
        | Name *      |
        | Hostname *  |
        | Tenant ID * |
        | Username *  |
        | Password *  |
        | Description |

    Scenario: Each field explains itself
      Given the person is at the form for a new Cumulocity connection
      Then each field has an information mark that explains it

    Scenario: Nobody reads the password over a shoulder
      Given the person is at the form for a new Cumulocity connection
      Then the password is shown as dots until the eye is clicked

  @CONSOLE-03
  Rule: A form takes the parameters, and its Create button creates the connection

    Scenario: The connection is there
      Given the person is at the form for a new Cumulocity connection
      When the person fills in the document's example
      And the person clicks "CREATE"
      Then the details of the connection "Test Cumulocity Connection" are shown
      And the connections are "Test Cumulocity Connection"

    Scenario: Whoever cancels has created nothing
      Given the person is at the form for a new Cumulocity connection
      When the person fills in the document's example
      And the person clicks "CANCEL"
      Then the person can select "ThingPark X IoT Flow"
      And there is no connection

  @CONSOLE-04
  Rule: Mandatory parameters are marked with an asterisk, and the form is not accepted without them

    Scenario: An empty form is told what it lacks
      Given the person is at the form for a new Cumulocity connection
      When the person clicks "CREATE"
      Then a notification "Not created" says "5 fields are wrong."
      And the form finds fault with "Name", "Hostname", "Tenant ID", "Username" and "Password"
      And there is no connection

    Scenario: Without one of them nothing is created
      Given the person is at the form for a new Cumulocity connection
      When the person fills in the document's example with "" as Password
      And the person clicks "CREATE"
      Then a notification "Not created" says "One field is wrong."
      And the form finds fault with "Password"
      And there is no connection

    Scenario: The description may be left out
      Given the person is at the form for a new Cumulocity connection
      When the person fills in the document's example with "" as Description
      And the person clicks "CREATE"
      Then the details of the connection "Test Cumulocity Connection" are shown

  @CONSOLE-05
  Rule: A notification in the upper right confirms that the connection has been created

    Scenario: The notification names the connection
      Given the person is at the form for a new Cumulocity connection
      When the person fills in the document's example
      And the person clicks "CREATE"
      Then a notification "Done" says "The connection 'Test Cumulocity Connection' has been successfully created."

  @CONSOLE-06
  Rule: After the creation the details of the new connection are shown

    Scenario: The details tell the connection's id and state
      Given the person is at the form for a new Cumulocity connection
      When the person fills in the document's example
      And the person clicks "CREATE"
      Then the details of the connection "Test Cumulocity Connection" are shown
      And the page shows "Cumulocity connection test" as the "Description"

  @CONSOLE-18
  Rule: What is wrong is said beside its field while the form is filled in, as the management API says it

    Scenario: A host name with http is refused before anything is sent
      Given the person is at the form for a new Cumulocity connection
      When the person fills in "https://tpx.eu-latest.cumulocity.com" as Hostname
      And the person leaves the field Hostname
      Then beside Hostname the form says "must be a bare host name without http:// or https://"

    Scenario: The words go when the field is right
      Given the person is at the form for a new Cumulocity connection
      When the person fills in "two words" as Hostname
      And the person leaves the field Hostname
      And beside Hostname the form says "must be a bare host name such as"
      And the person fills in the document's example
      And the person clicks "CREATE"
      Then the details of the connection "Test Cumulocity Connection" are shown
