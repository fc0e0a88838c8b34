import { graphql } from "../../generated/graphql";

export const ExtendFrame = graphql(`
  mutation ExtendFrame($input: ExtendFrameInput!) {
    extendFrame(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const AnswerExtension = graphql(`
  mutation AnswerExtension($input: AnswerExtensionInput!) {
    answerExtension(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const AskPause = graphql(`
  mutation AskPause($input: AskPauseInput!) {
    askPause(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const AnswerPause = graphql(`
  mutation AnswerPause($input: AnswerPauseInput!) {
    answerPause(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const OrderPause = graphql(`
  mutation OrderPause($input: OrderPauseInput!) {
    orderPause(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const ResumeCase = graphql(`
  mutation ResumeCase($input: ResumeCaseInput!) {
    resumeCase(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const AskRulebookChange = graphql(`
  mutation AskRulebookChange($input: AskRulebookChangeInput!) {
    askRulebookChange(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const AnswerRulebookChange = graphql(`
  mutation AnswerRulebookChange($input: AnswerRulebookChangeInput!) {
    answerRulebookChange(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const RulebookChoicesDocument = graphql(`
  query RulebookChoices($case: ID!) {
    rulebookChoices(case: $case) {
      id
      name
      title
    }
  }
`);
