import { graphql } from "../../generated/graphql";
import type { CasePageQuery } from "../../generated/graphql/graphql";

/** How far a case goes for its reader. */
export const CaseVersionDocument = graphql(`
  query CaseVersion($id: ID!) { case(id: $id) { id version } }
`);

export const CasePageDocument = graphql(`
  query CasePage($id: ID!) {
    case(id: $id) {
      id
      number
      title
      version
      role
      stage
      ground
      openedAt
      closedAt
      closingReasons
      effectText
      narrative
      receiptTimeline {
        stage
        until
      }
      joined
      rulebook {
        id
        name
      }
      complainant {
        ...PartyFields
      }
      respondent {
        ...PartyFields
      }
      order {
        ...OrderFields
      }
      claims {
        id
        line
        title
        quantity
        complaint
        remedies {
          ...LineFields
        }
      }
      entitlement {
        ...EntitlementFields
      }
      answer {
        position
        statement
        exhibits
        at
      }
      ...CounterclaimFields
      ...AmendmentFields
      ...ClarificationFields
      ...RepresentationFields
      ...BundleFields
      ...ThirdPartyFields
      deadlines {
        ...DeadlineFields
      }
      pause {
        ground
        since
        until
        reasons
        by {
          ...ParticipantFields
        }
      }
      pauseAsked {
        side
        days
        reasons
      }
      pauseDaysLeft
      closedAccounts
      pauseGrounds
      rulebookChangeAsked {
        side
        rulebook
        name
      }
      progress {
        phase
        state
      }
      availableActions {
        action
        deadline
        reasonIfBlocked
      }
      roomsOpen {
        room
        meaning
      }
      needs {
        side
        words
        yours
      }
      messages {
        id
        room
        words
        exhibits
        hidden
        at
        from {
          ...ParticipantFields
        }
      }
      offers {
        id
        side
        room
        lines {
          ...LineFields
        }
        conditions
        counters
        at
        expiresAt
        standing
        yours
      }
      biddings {
        ...BiddingFields
      }
      proposals {
        id
        lines {
          ...LineFields
        }
        reasons
        at
        expiresAt
        standing
        answers {
          side
          accepts
        }
      }
      neutrals {
        function
        name
        appointer
        payer
        how
        active
        you
      }
      ...ObjectionFields
      ...DraftFields
      exhibits {
        id
        number
        side
        thirdParty
        name
        mediaType
        size
        sha256
        description
        at
        disclosed
        document
        room
        summary
        redacted
        sealed
        noteRooms
        erasure {
          ground
          at
        }
      }
      settlement {
        lines {
          ...LineFields
        }
        conditions
        at
      }
      decision {
        outcome
        counterclaim
        net {
          owedBy
          amount {
            amount
            currency
          }
        }
        issues {
          question
          finding
          exhibits
          rule
        }
        lines {
          ...LineFields
        }
        ...CorrectedFields
        reasons
        effectText
        by {
          ...ParticipantFields
        }
        at
        accepted
        clause
        review {
          side
          reasons
          finding
        }
      }
      ...ElsewhereFields
      ...LedgerFields
      ...OwedFields
      ...AskedOfDecisionFields
      ...RequestFields
      ...DisclosingFields
      timeline {
        number
        at
        by {
          ...ParticipantFields
        }
        room
        kind
        sentence
      }
    }
  }
`);

graphql(`
  fragment PartyFields on Party {
    side
    saleRole
    name
    zone
    you
    boundByLaw
    guardianship
    awaitsGuardian
    capacityClaimed
  }
`);

graphql(`
  fragment ParticipantFields on Participant {
    role
    name
    person
    byMandate
    you
  }
`);

graphql(`
  fragment LineFields on RemedyLine {
    remedy
    line
    title
    quantity
    amount {
      amount
      currency
    }
    owedBy
    note
    due
    returnCost
    afterReturn
    item
  }
`);

export type CaseView = NonNullable<CasePageQuery["case"]>;
export type Side = CaseView["complainant"]["side"];
export type Line = CaseView["offers"][number]["lines"][number];
export type Deadline = CaseView["deadlines"][number];
export type Action = CaseView["availableActions"][number]["action"];
export type Room = CaseView["roomsOpen"][number]["room"];
export type Offer = CaseView["offers"][number];
export type Participant = CaseView["messages"][number]["from"];
