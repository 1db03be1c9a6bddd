"""Mails: written from templates in text and in HTML, and handed to a mail server.

A listener writes one and delivers it, after what the mail tells of has been committed:

    mail = TEMPLATES.write("welcome", to=user.email, subject="Welcome", mail_id=event.event_id)
    await deliver(mail)
"""
