/* SPDX-License-Identifier: Apache-2.0
 *
 * What digest, the prepared parse process (the zygote) and its child say to
 * each other over sockets: frames of bounded size.
 *
 *   frame   = type (1 byte), length (uint32, little endian), payload
 *   request = REQUEST *DATA END                client -> zygote -> child
 *   answer  = *( part / TEXTS / RESULT ) ( DONE / DIED )  zygote -> client
 *   part    = ( ATTACHMENT / PICTURE ) *DATA END
 *
 * Between client and zygote each write is a record, and no record holds bytes
 * of two messages: what the client sent ahead stays in the socket until the
 * child of the message before is done, so that no child can find it in its
 * memory.
 *
 * The child never speaks to the client directly: the zygote hands on whole
 * frames of the types a child may send and adds the last one itself, after the
 * child is gone or has said FINISHED.  So a child that was taken over can lie
 * about its own message, but neither tear the stream nor answer for the next.
 */
#ifndef BOTE_DAEMON_PARSE_PARSE_PROTOCOL_H
#define BOTE_DAEMON_PARSE_PARSE_PROTOCOL_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  PARSE_FRAME_MAX = 64 * 1024, /* payload; a longer one is a broken peer */
  PARSE_FRAME_HEAD = 5,
  /* RESULT frames together: the texts of a Message (MESSAGE_WIRE_TEXT_MAX),
     every byte of them escaped ("\n"), and its other members; or the pictures
     in a webhook's body (PROVIDER_MEDIA_BODY_MAX), base64 as they came. */
  PARSE_RESULT_MAX = 9 * 1024 * 1024,
  PARSE_RESULT_VALUES_MAX = 50 * 1000, /* JSON values; 1,000 SMS are 10,000 */
  PARSE_REASON_MAX = 500,              /* bytes of an UNREADABLE frame */
  PARSE_FACTS_MAX = 1024, /* the RESULT of a photo: five short members */
  PARSE_PICTURE_MAX = 8 * 1024 * 1024, /* 1600 x 1600 noise is about 3 MiB */
};

typedef enum ParseFrameType {
  PARSE_FRAME_HELLO = 'H',      /* zygote, once: u8 walls, u8 Landlock ABI */
  PARSE_FRAME_REQUEST = 'Q',    /* u16 keep, then a JSON object */
  PARSE_FRAME_DATA = 'D',       /* bytes of the message, of a part */
  PARSE_FRAME_END = 'E',        /* end of the message, of a part */
  PARSE_FRAME_TEXTS = 'T',      /* a piece of the result's texts */
  PARSE_FRAME_RESULT = 'R',     /* a piece of the result's JSON */
  PARSE_FRAME_ATTACHMENT = 'A', /* u32 index */
  PARSE_FRAME_PICTURE = 'P',    /* u32 width, u32 height, u32 1: partial */
  PARSE_FRAME_UNREADABLE = 'U', /* why, one line of UTF-8 */
  PARSE_FRAME_FINISHED = 'F',   /* child to zygote only: u8 1: is worn out */
  PARSE_FRAME_DONE = 'O',       /* zygote only: the child ended well */
  PARSE_FRAME_DIED = 'X',       /* zygote only: u8 ParseDeath, u8 number */
} ParseFrameType;

/* How a child died. */
typedef enum ParseDeath {
  PARSE_DEATH_EXIT,     /* number: its exit code */
  PARSE_DEATH_SIGNAL,   /* number: the signal; SIGXCPU: CPU limit, SIGSYS: a
                           forbidden system call */
  PARSE_DEATH_WALL,     /* killed when its time was over */
  PARSE_DEATH_PROTOCOL, /* killed because it spoke nonsense */
} ParseDeath;

/* One end of a socket with a buffer in each direction. */
typedef struct ParseStream ParseStream;

/* How waiting for a frame ended. */
typedef enum ParseStep {
  PARSE_STEP_FRAME,
  PARSE_STEP_CLOSED,    /* the peer is gone; a frame cut short is dropped */
  PARSE_STEP_LATE,      /* the deadline passed */
  PARSE_STEP_NONSENSE,  /* a frame too long: the peer cannot be trusted */
  PARSE_STEP_ABANDONED, /* the watched socket was hung up */
} ParseStep;

typedef struct ParseFrame {
  uint8_t type; /* any value: the peer's word */
  uint32_t size;
  const uint8_t *bytes; /* of the stream; valid until the next read */
} ParseFrame;

/* A process that is forked does not inherit the stream's memory: what one
 * child was told and has said is not there in another one.
 *
 * fd        a connected stream socket, owned by the stream afterwards; -1:
 *           none yet.
 * watch_fd  while this stream waits, the hang-up of this socket is noticed,
 *           too; borrowed, -1 for none. */
ParseStream *parse_stream_new(int fd, int watch_fd);
void parse_stream_free(ParseStream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ParseStream, parse_stream_free)

/* Wipe the stream, close its socket and go on with this one, as above. */
void parse_stream_connect(ParseStream *stream, int fd);

/* Forget all bytes, also those read: what one message left in the buffers must
 * not be in the memory of the child that reads the next. */
void parse_stream_wipe(ParseStream *stream);

/* Milliseconds of CLOCK_MONOTONIC, the clock of the deadlines below.  Not
 * daemon/clock.h: a made-up time must not shorten a real child's life. */
int64_t parse_clock_ms(void);

/* Read the next frame.
 *
 * deadline_ms  of parse_clock_ms(); 0: do not wait at all; negative: wait for
 *              ever with read(2) alone, which is all that a child may call.
 * out          set only with PARSE_STEP_FRAME. */
ParseStep parse_stream_read(ParseStream *stream, int64_t deadline_ms,
                            ParseFrame *out);
/* True when another read may have to wait. */
bool parse_stream_is_drained(const ParseStream *stream);
/* True when a read would find something, if only the peer's end. */
bool parse_stream_is_ready(const ParseStream *stream);

/* Put a frame into the buffer; what does not fit is sent before.
 *
 * size         at most PARSE_FRAME_MAX bytes.
 * deadline_ms  as above; negative: write(2) alone.
 * Returns false when the peer is gone or does not read until the deadline. */
bool parse_stream_put(ParseStream *stream, const ParseFrame *frame,
                      int64_t deadline_ms);
/* The same for bytes of any length, as several frames of one type; none for
 * no bytes. */
typedef struct ParseBytes {
  ParseFrameType type;
  const void *bytes;
  size_t size;
} ParseBytes;

bool parse_stream_put_all(ParseStream *stream, const ParseBytes *bytes,
                          int64_t deadline_ms);
/* Send what the buffer holds. */
bool parse_stream_flush(ParseStream *stream, int64_t deadline_ms);

/* Write a frame, PARSE_FRAME_HEAD + size bytes, which is returned. */
size_t parse_frame_pack(uint8_t *out, const ParseFrame *frame);

/* Little-endian numbers of payloads. */
void parse_put_u32(uint8_t out[4], uint32_t value);
uint32_t parse_get_u32(const uint8_t bytes[4]);

#endif
