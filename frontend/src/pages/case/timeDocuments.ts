import { graphql } from "../../generated/graphql";

export const ExtendFrame = graphql(`
  mutation ExtendFrame($input: ExtendFrameInput!) { extendFrame(input: $input) { ...Acted } }
`);

export const AnswerExtension = graphql(`
  mutation AnswerExtension($input: AnswerExtensionInput!) { answerExtension(input: $input) { ...Acted } }
`);

export const AskPause = graphql(`
  mutation AskPause($input: AskPauseInput!) { askPause(input: $input) { ...Acted } }
`);

export const AnswerPause = graphql(`
  mutation AnswerPause($input: AnswerPauseInput!) { answerPause(input: $input) { ...Acted } }
`);

export const OrderPause = graphql(`
  mutation OrderPause($input: OrderPauseInput!) { orderPause(input: $input) { ...Acted } }
`);

export const ResumeCase = graphql(`
  mutation ResumeCase($input: ResumeCaseInput!) { resumeCase(input: $input) { ...Acted } }
`);

export const AskRulebookChange = graphql(`
  mutation AskRulebookChange($input: AskRulebookChangeInput!) { askRulebookChange(input: $input) { ...Acted } }
`);

export const AnswerRulebookChange = graphql(`
  mutation AnswerRulebookChange($input: AnswerRulebookChangeInput!) { answerRulebookChange(input: $input) { ...Acted } }
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
