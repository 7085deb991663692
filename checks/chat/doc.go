// Package chat reads what people copy out of the chat of a meeting: Zoom, Teams, Meet, Slack, WhatsApp, Signal, Webex, Discord, or plain
// lines, in English and German.
//
// First the paste is taken apart into messages (message.go): who wrote what on which line, without headers, replies, reactions, the
// signs of an edit and attachments. Then each message says what it says (answer.go): [ReadVotes] takes one answer a person, the last,
// [ReadMarks] the numbers of answers that each person marked, [Texts] the words alone.
//
// The reader never guesses. What might be an answer and could be another one, too, is no answer; its line is named by its number, and
// never by what stands in it. Names tell messages of one person from those of another, and stand in no text that comes back from here
// but in [checks.Ballot] and [checks.Marking], which are neither stored nor shown.
//
// The package knows no file and no clock.
package chat
