import { useState, type ReactNode } from "react";
import { Button } from "./kit/Button";
import { ErrorSummary } from "./kit/ErrorSummary";
import { Radios, TextArea, TextField } from "./kit/Field";
import { FileUpload } from "./kit/FileUpload";
import { Moment, State } from "./kit/Instant";
import { Money } from "./kit/Money";
import { NoticeList } from "./kit/Notices";
import { Comparison, OfferCard } from "./kit/Offer";
import { OneThingFirst } from "./kit/OneThingFirst";
import { Page } from "./kit/Page";
import { Progress } from "./kit/Progress";
import { PrivateRoom, SharedRoom } from "./kit/Room";
import { EmptyState, ErrorState, Loading } from "./kit/states";
import { Timeline } from "./kit/Timeline";

const DAY = 86_400_000;
const bound = new Date(new Date().setUTCHours(22, 0, 0, 0) + 2 * DAY).toISOString();
const rows = [
  { id: "1", label: "Refund", value: <Money amount="80.00" currency="EUR" /> },
  { id: "2", label: "The lamp", value: "stays with you" },
];
const STEPS = ["Complaint", "Negotiation", "Mediation", "Decision"].map((label) => ({ id: label, label }));

/** Every component once, in development only. */
export default function Styleguide(): ReactNode {
  const [choice, setChoice] = useState("a");
  return (
    <Page
      title="Lamp, shade, bulbs"
      eyebrow="KE-2026-000142-7"
      aside={
        <>
          <h2>Order</h2>
          <dl className="facts">
            <div>
              <dt>Paid</dt>
              <dd>
                <Money amount="1234.50" currency="EUR" />
              </dd>
            </div>
            <div>
              <dt>Placed</dt>
              <dd>
                <Moment at={bound} zone="Europe/Warsaw" />
              </dd>
            </div>
          </dl>
        </>
      }
    >
      <OneThingFirst
        sentence="It is your turn: answer the offer."
        due={{ at: bound, zone: "Europe/Warsaw" }}
        action={<Button>See the offer</Button>}
        why={<p>Seven days from the day after the offer came.</p>}
      />
      <Progress steps={STEPS} current={1} />
      <Comparison>
        <OfferCard title="You ask" rows={rows} />
        <OfferCard title="Holzhaus GmbH offers" rows={rows} note="Open until Tuesday" />
      </Comparison>
      <SharedRoom words="Both sides and the mediator see this">
        <div className="message">
          <p className="message-head">
            <strong>Holzhaus GmbH</strong> <Moment at={bound} zone="Europe/Warsaw" />
          </p>
          <p className="words">We are sorry for the crack in the shade.</p>
        </div>
      </SharedRoom>
      <PrivateRoom words="Only you and the mediator see this">
        <TextArea id="caucus" label="Your message to the mediator" />
        <Button>Send to the mediator only</Button>
      </PrivateRoom>
      <section className="stack">
        <ErrorSummary problems={[{ field: "name", message: "Enter your name" }]} />
        <TextField id="name" label="Name" hint="As on the order" error="Enter your name" />
        <Radios
          id="choice"
          label="What happened?"
          value={choice}
          onChoose={setChoice}
          choices={[
            { value: "a", label: "It came damaged", hint: "Broken, cracked or dented on arrival" },
            { value: "b", label: "It never came" },
          ]}
        />
        <FileUpload accept="image/*" hint="Photos and PDF up to 25 MB" upload={{ name: "shade.jpg", share: 0.4 }} onFile={() => undefined} />
        <p>
          <State look="done" icon="check" words="Paid back" />
        </p>
      </section>
      <Timeline
        happenings={[
          { id: "1", when: <Moment at={bound} />, what: "You complained" },
          { id: "2", when: <Moment at={bound} />, what: "Holzhaus GmbH made an offer", place: "now" },
          { id: "3", when: <span className="muted">later</span>, what: "Mediation", place: "ahead" },
        ]}
      />
      <NoticeList notices={[{ id: "1", title: "An offer was made", when: <Moment at={bound} />, to: "/", unread: true }]} />
      <EmptyState title="No cases yet">
        <p>A case begins with a complaint about an order.</p>
      </EmptyState>
      <ErrorState title="This did not load" words="Nothing was lost." onRetry={() => undefined} />
      <Loading />
    </Page>
  );
}
