from django.urls import path

from minsheng.notices.views import answers, lists, outbox

urlpatterns = [
    path("desk/messages/", outbox.index, name="desk-messages"),
    path("desk/messages/call/", outbox.call, name="desk-messages-call"),
    path("desk/messages/lists/", lists.index, name="desk-message-lists"),
    path("desk/messages/lists/new/", lists.new, name="desk-message-list-new"),
    path("desk/messages/lists/<int:pk>/", lists.show, name="desk-message-list"),
    path("desk/messages/answers/", answers.index, name="desk-answers"),
    path("desk/messages/answers/file/", answers.bring, name="desk-answer-file"),
    path("desk/messages/answers/<int:pk>/", answers.one, name="desk-answer"),
    path("desk/messages/wish/<int:pk>/", outbox.wish, name="desk-message-wish"),
    path("desk/messages/<int:pk>/", outbox.message, name="desk-message"),
]
